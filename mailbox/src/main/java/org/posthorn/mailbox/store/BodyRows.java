package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Map;

/// The rows of bodies: octets in chunks, what was computed of them, and how many messages show
/// them.
public interface BodyRows {
    /// Octets in each chunk but the last: with its row's overhead, one chunk fills a page of 32
    /// KiB.
    int CHUNK_OCTETS = 32_000;

    /// Adds a body that `references` messages will show.
    ///
    /// @param parsed what was computed of it, encoded
    BodyId insert(IncomingBody body, byte[] parsed, int references);

    /// Counts one more message for each mention of a body.
    void addReferences(List<BodyId> bodies);

    /// Counts one message less for each mention of a body.
    ///
    /// @return the bodies that no message shows any more, which the caller deletes
    List<BodyId> releaseReferences(List<BodyId> bodies);

    void delete(List<BodyId> bodies);

    /// Leaves unreferenced bodies in place for those who are reading them, until [#delete] or, when
    /// the process dies first, [#deletePostponed].
    void postponeDeletion(List<BodyId> bodies);

    /// Deletes all bodies whose deletion was postponed; when the storage is opened, nobody reads
    /// them.
    void deletePostponed();

    /// What was computed of each body; one that is deleted is left out.
    Map<BodyId, byte[]> parsed(List<BodyId> bodies);

    /// The chunk, from 0; empty when the body is deleted or shorter.
    byte[] chunk(BodyId body, int number);

    /// The first chunk of each body; one that is deleted is left out.
    Map<BodyId, byte[]> firstChunks(List<BodyId> bodies);
}
