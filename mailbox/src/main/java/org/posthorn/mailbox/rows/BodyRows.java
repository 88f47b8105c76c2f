package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;

/// The rows of bodies: octets in chunks, what was computed of them, and how many messages show
/// them.
public interface BodyRows {
    /// Octets in each chunk but the last: with its row's overhead, one chunk fills a page of 32
    /// KiB.
    int CHUNK_OCTETS = 32_000;

    /// Adds a body that `references` messages will show.
    void insert(BodyId id, ExaminedMessage message, int references);

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

    /// Deletes retired bodies.
    void delete(List<BodyId> bodies);

    /// What was computed of each body, encoded; one that is deleted is left out.
    Map<BodyId, byte[]> parsed(List<BodyId> bodies);

    /// The chunk, from 0; empty when the body is deleted or shorter.
    byte[] chunk(BodyId body, int number);

    /// The first chunk of each body; one that is deleted is left out.
    Map<BodyId, byte[]> firstChunks(List<BodyId> bodies);

    /// A body and how long it is.
    record Size(BodyId body, long octets) {}

    /// The bodies after this one by id, for those who go through all of them.
    List<Size> after(long id, int most);

    /// Replaces what was computed of a body, if that is still there.
    void setParsed(BodyId body, byte[] parsed);
}
