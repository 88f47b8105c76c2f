package org.posthorn.smtp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Octets to and from a server, in the clear or encrypted, each wait with its deadline.
final class RemoteWire {
    private static final int BUFFER = 1 << 16;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int PEEK_MILLIS = 1;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Socket plain;
    private final Deadlines deadlines;
    private final Duration blockTimeout;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int buffered;

    /// What is done just now, for whoever reads why it failed.
    private String doing = "connecting";

    /// A value of [System#nanoTime()]; 0 while nothing is waited for.
    private volatile long deadline;

    private volatile boolean late;

    private RemoteWire(Socket plain, Deadlines deadlines, Duration blockTimeout)
            throws IOException {
        this.plain = plain;
        this.deadlines = deadlines;
        this.blockTimeout = blockTimeout;
        this.socket = plain;
        this.in = plain.getInputStream();
        this.out = plain.getOutputStream();
    }

    static RemoteWire connect(
            InetSocketAddress address, RelaySettings settings, Deadlines deadlines)
            throws WireException {
        Socket socket = new Socket();
        try {
            bind(socket, address.getAddress(), settings.source());
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(settings.timeouts().connect().toMillis()));
            RemoteWire wire = new RemoteWire(socket, deadlines, settings.timeouts().block());
            deadlines.watch(wire);
            return wire;
        } catch (IOException e) {
            closeQuietly(socket);
            throw new WireException(
                    new RemoteReply(451, "4.4.1", "no connection: " + description(e)));
        }
    }

    private static void bind(
            Socket socket, @Nullable InetAddress target, Optional<InetAddress> source)
            throws IOException {
        if (source.isPresent()
                && target != null
                && source.get().getClass().equals(target.getClass())) {
            socket.bind(new InetSocketAddress(source.get(), 0));
        }
    }

    private static String description(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// From here to [#end] time runs.
    void begin(Duration patience, String what) {
        doing = what;
        deadline = (System.nanoTime() + patience.toNanos()) | 1;
    }

    void end() {
        deadline = 0;
    }

    /// Called by the thread that watches.
    void closeIfLate(long now) {
        long until = deadline;
        if (until != 0 && now - until >= 0) {
            late = true;
            closeQuietly(plain);
        }
    }

    /// Waits for some octets; an end is a failure, as a server says something before it.
    int read(byte[] octets) throws WireException {
        try {
            int count = in.read(octets);
            if (count > 0) {
                return count;
            }
        } catch (IOException e) {
            throw lost(e);
        }
        throw new WireException(why("connection closed while " + doing));
    }

    void writeLine(String line) throws WireException {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        write(octets, 0, octets.length);
        write(CRLF, 0, CRLF.length);
    }

    void write(byte[] octets, int offset, int length) throws WireException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (buffered == BUFFER) {
                flush();
            }
            int count = Math.min(left, BUFFER - buffered);
            System.arraycopy(octets, from, buffer, buffered, count);
            buffered += count;
            from += count;
            left -= count;
        }
    }

    void flush() throws WireException {
        if (buffered == 0) {
            return;
        }
        int count = buffered;
        buffered = 0;
        begin(blockTimeout, "sending");
        try {
            out.write(buffer, 0, count);
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        } finally {
            end();
        }
    }

    private WireException lost(IOException e) {
        return new WireException(why("connection lost while " + doing + ": " + description(e)));
    }

    private RemoteReply why(String otherwise) {
        return new RemoteReply(451, "4.4.2", late ? "timed out while " + doing : otherwise);
    }

    /// Whether octets have come that nobody has read. Says no where that cannot be known.
    boolean hasUnread() {
        try {
            return in.available() > 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether the server is still there and has said nothing.
    boolean isQuiet() {
        begin(GOODBYE, "waiting for the next message");
        try {
            socket.setSoTimeout(PEEK_MILLIS);
            in.read();
            return false;
        } catch (SocketTimeoutException _) {
            return !late;
        } catch (IOException _) {
            return false;
        } finally {
            end();
            forgetTimeout();
        }
    }

    private void forgetTimeout() {
        try {
            socket.setSoTimeout(0);
        } catch (IOException _) {
            abort();
        }
    }

    /// Whether it was closed because something took too long.
    boolean isLate() {
        return late;
    }

    /// The socket without TLS, to put TLS upon it.
    Socket plain() {
        return plain;
    }

    void encrypt(SSLSocket encrypted) throws IOException {
        socket = encrypted;
        in = encrypted.getInputStream();
        out = encrypted.getOutputStream();
    }

    /// Ends TLS properly where there is TLS, and the connection.
    void close() {
        begin(GOODBYE, "closing");
        closeQuietly(socket);
        abort();
    }

    /// Ends the connection at once.
    void abort() {
        deadlines.forget(this);
        deadline = 0;
        closeQuietly(plain);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no use any more, and closed to us.
        }
    }
}
