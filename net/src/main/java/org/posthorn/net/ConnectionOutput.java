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
    private byte[] buffer = new byte[SMALL];
    private int count;

    ConnectionOutput(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void write(int octet) throws IOException {
        reserve(1);
        buffer[count++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (length >= LARGE) {
            send();
            connection.wire().write(octets, offset, length);
            return;
        }
        reserve(length);
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

    private void reserve(int length) throws IOException {
        if (length <= buffer.length - count) {
            return;
        }
        if (count + length > LARGE) {
            send();
        }
        if (buffer.length < count + length) {
            byte[] larger = new byte[LARGE];
            System.arraycopy(buffer, 0, larger, 0, count);
            buffer = larger;
        }
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
            buffer = new byte[SMALL];
        }
    }

    /// Ends nothing: the connection is closed by its listener.
    @Override
    public void close() throws IOException {
        flush();
    }
}
