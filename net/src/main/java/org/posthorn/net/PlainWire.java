package org.posthorn.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/// The socket itself.
final class PlainWire implements Wire {
    /// So that [#writingSince()] restarts for each block that the peer takes.
    private static final int BLOCK = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int timeoutMillis;
    private volatile long writingSince;

    PlainWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] octets, int offset, int length, long deadline) throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (leftMillis <= 0) {
            throw new SocketTimeoutException("the peer is silent");
        }
        int millis = (int) Math.min(leftMillis, Integer.MAX_VALUE);
        if (millis != timeoutMillis) {
            socket.setSoTimeout(millis);
            timeoutMillis = millis;
        }
        return in.read(octets, offset, length);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            for (int done = 0; done < length; done += BLOCK) {
                writingSince = System.nanoTime() | 1;
                out.write(octets, offset + done, Math.min(BLOCK, length - done));
            }
        } finally {
            writingSince = 0;
        }
    }

    /// When the block that is being written was begun, in [System#nanoTime()]; 0 when none is.
    long writingSince() {
        return writingSince;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void release() {
        // The socket's buffers are the kernel's.
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }
}
