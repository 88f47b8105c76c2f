package org.posthorn.mailbox.disk;

import java.io.IOException;

/// An open file. Many threads may read and write different places at once.
public interface DiskFile extends AutoCloseable {
    /// In octets.
    long size() throws IOException;

    /// Fills a part of an array.
    ///
    /// @throws java.io.EOFException when the file ends before
    void read(byte[] into, int offset, int length, long position) throws IOException;

    default byte[] read(int length, long position) throws IOException {
        byte[] octets = new byte[length];
        read(octets, 0, length, position);
        return octets;
    }

    /// Writes all of it; what fails may have been written in part.
    void write(byte[] octets, int offset, int length, long position) throws IOException;

    /// Cuts off what is behind.
    void truncate(long size) throws IOException;

    /// Returns when all that was written before is safe. One that failed says nothing of what a
    /// second one would: it must not be repeated.
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
