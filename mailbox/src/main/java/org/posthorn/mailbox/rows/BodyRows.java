package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import org.posthorn.mailbox.store.BodyId;

/// The rows of bodies, and how many messages show them.
public interface BodyRows {
    /// Adds a body that `references` messages will show.
    void insert(NewBody body, int references);

    /// Counts one more message for each mention of a body.
    void addReferences(List<BodyId> bodies);

    /// Counts one message less for each mention of a body.
    ///
    /// @return the bodies that no message shows any more, which the caller retires
    List<BodyId> releaseReferences(List<BodyId> bodies);

    /// Leaves unreferenced bodies to be deleted later: somebody may be reading them.
    void retire(List<BodyId> bodies, Instant now);

    /// Some bodies that were retired before a moment, the oldest first.
    List<BodyId> retired(Instant before, int most);

    /// How many messages show a body, as it is counted.
    record Reference(BodyId body, int count) {}

    /// Those of the bodies after this one by id, for those who go through all of them.
    List<Reference> references(long after, int most);

    /// A body and how long it is.
    record Size(BodyId body, long octets) {}

    /// The bodies after this one by id, for those who go through all of them.
    List<Size> after(long id, int most);

    /// Replaces what was computed of a body, if that is still there.
    void setParsed(BodyId body, byte[] parsed);
}
