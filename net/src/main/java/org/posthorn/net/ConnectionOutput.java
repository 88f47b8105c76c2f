package org.posthorn.net;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// What we send, buffered until [#flush()].
///
/// For one thread at a time; a protocol whose threads take turns locks around them.
public final class ConnectionOutput extends OutputStream {
    private static final int SMALL = 512;
    private static final int LARGE = 16 * 1024;

    private final Connection connection;
    private final ConnectionBuffers buffers;
    private byte[] buffer = new byte[SMALL];
    private int count;

    ConnectionOutput(Connection connection, ConnectionBuffers buffers) {
        this.connection = connection;
        this.buffers = buffers;
    }

    @Override
    public void write(int octet) throws IOException {
        if (count == buffer.length) {
            reserve(1);
        }
        buffer[count++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (length >= LARGE || !reserve(length)) {
            send();
            connection.wire().write(octets, offset, length);
            letOthersRun();
            return;
        }
        System.arraycopy(octets, offset, buffer, count, length);
        count += length;
    }

    /// Writes text that is ASCII; any other character becomes `?`.
    public void writeAscii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            write(c < 0x80 ? c : '?');
        }
    }

    /// Makes room, by sending what is buffered where a larger buffer is not to be had.
    ///
    /// @return false when there is none even so
    private boolean reserve(int length) throws IOException {
        if (length <= buffer.length - count) {
            return true;
        }
        if (count + length > LARGE) {
            send();
            letOthersRun();
        }
        if (length > buffer.length - count && buffer.length == SMALL) {
            enlarge();
        }
        if (length > buffer.length - count) {
            send();
        }
        return length <= buffer.length;
    }

    private void enlarge() {
        byte[] block = buffers.tryBlock();
        if (block != null) {
            System.arraycopy(buffer, 0, block, 0, count);
            buffer = block;
        }
    }

    /// In the middle of a large answer. Nothing takes the processor from a virtual thread that does
    /// not wait, and a client that reads quickly never makes it wait.
    @SuppressWarnings("ThreadPriorityCheck") // there is no other way to let others run
    private static void letOthersRun() {
        Thread.yield();
    }

    private void send() throws IOException {
        int length = count;
        count = 0;
        if (length > 0) {
            connection.wire().write(buffer, 0, length);
        }
    }

    /// Sends what is buffered, and gives a large buffer back.
    @Override
    public void flush() throws IOException {
        send();
        if (buffer.length > SMALL) {
            buffers.giveBlock(buffer);
            buffer = new byte[SMALL];
        }
    }

    /// Ends nothing: the connection is closed by its listener.
    @Override
    public void close() throws IOException {
        flush();
    }
}
