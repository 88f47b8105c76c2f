package org.posthorn.mailbox.store;

import java.io.InputStream;
import org.posthorn.mailbox.inhand.Piece;

/// A message's octets while they arrive: in heap up to a limit, on the data directory's disk
/// beyond.
///
/// One thread writes, then any may read. Closing it gives back the memory, and the room on disk
/// unless the store took the message. Lines must end in CRLF; what is written is stored as it is.
public interface IncomingBody extends AutoCloseable {
    /// Adds octets at the end.
    ///
    /// @throws StoreException when the disk refuses
    void write(byte[] octets, int offset, int length);

    default void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /// How much has been written, in octets.
    long size();

    /// What it is called beyond the death of the process: the same when its client sends it again.
    default Piece piece() {
        return Piece.arriving(0, size());
    }

    /// Whether its client sends it so slowly that it must make room for others (decision 0015);
    /// asked every few seconds while octets are awaited.
    default boolean isTooSlow() {
        return false;
    }

    /// The octets from the start; may be opened several times.
    InputStream open();

    @Override
    void close();
}
