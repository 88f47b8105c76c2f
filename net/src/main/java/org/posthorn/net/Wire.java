package org.posthorn.net;

import java.io.IOException;

/// Octets to and from the peer, as they travel or encrypted.
///
/// One thread may read while another writes.
interface Wire {

    /// Waits for octets until the deadline, a value of [System#nanoTime()].
    ///
    /// @return how many were read, at least 1, or -1 at the end
    /// @throws java.net.SocketTimeoutException when the deadline passes
    int read(byte[] octets, int offset, int length, long deadline) throws IOException;

    void write(byte[] octets, int offset, int length) throws IOException;

    /// How many octets can be read without waiting, or fewer; 0 when reading would wait.
    int available() throws IOException;

    /// Frees the buffers that hold nothing; called before a long wait.
    void release();

    /// Tells the peer that nothing more will be sent, if the peer is there to hear it.
    void finish() throws IOException;
}
