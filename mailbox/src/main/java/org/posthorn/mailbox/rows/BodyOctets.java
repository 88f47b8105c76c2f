package org.posthorn.mailbox.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;

/// The octets of bodies and what was computed of them, wherever a storage keeps them.
///
/// None of this is done within a transaction. Octets that the disk has lost are replaced by words
/// that say so.
public interface BodyOctets {
    /// Puts a body where it will outlive the process if a transaction inserts it.
    ///
    /// @throws org.posthorn.mailbox.store.StoreException when the disk refuses
    NewBody keep(BodyId id, ExaminedMessage message);

    /// Where large bodies may be put while they arrive, so that [#keep] has less to do.
    Optional<Spool.Spools> spools();

    /// What was computed of each body, encoded; one that is deleted is left out.
    Map<BodyId, byte[]> computed(List<BodyId> bodies);

    /// All octets of each body, which should be small ones; one that is deleted is left out.
    Map<BodyId, byte[]> whole(List<BodyId> bodies);

    /// Empty when it is deleted.
    Optional<OpenBody> open(BodyId body);

    /// Reads all of a body.
    ///
    /// @return what is wrong with it; empty when nothing is, or when it is deleted
    Optional<String> flaw(BodyId body);

    /// Deletes retired bodies.
    void delete(List<BodyId> bodies);

    /// Does a part of what keeps the storage small.
    ///
    /// @param over whether it is to end soon
    /// @return whether there is more to do
    boolean tidy(BooleanSupplier over);
}
