package org.posthorn.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// One connection to a server on this machine, read by lines and by counted octets.
///
/// A line stays in the buffer and is looked at there: a client that made a string of each of 20,000
/// responses would measure itself.
final class Wire implements AutoCloseable {
    /// How long an answer may take, if nobody says otherwise.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final SSLContext TRUSTING = trusting();

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private byte[] buffer;
    private int start;
    private int end;
    private int lineStart;
    private int lineEnd;
    private long octetsRead;

    private Wire(Socket socket, int bufferOctets) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
        this.buffer = new byte[bufferOctets];
    }

    static Wire plain(int port, int bufferOctets) throws IOException {
        var socket = new Socket();
        connect(socket, port);
        return new Wire(socket, bufferOctets);
    }

    /// A TLS connection that trusts whatever certificate the server made for itself.
    static Wire tls(int port, int bufferOctets) throws IOException {
        var socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket();
        connect(socket, port);
        socket.startHandshake();
        return new Wire(socket, bufferOctets);
    }

    private static void connect(Socket socket, int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        socket.connect(address, (int) PATIENCE.toMillis());
    }

    /// How long a read may wait from now on.
    void setPatience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /// Moves to the next line; its CRLF is not part of it.
    void nextLine() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    lineStart = start;
                    lineEnd = i > start && buffer[i - 1] == '\r' ? i - 1 : i;
                    octetsRead += i + 1 - start;
                    start = i + 1;
                    return;
                }
            }
            int kept = end - start;
            fill();
            scanned = start + kept;
        }
    }

    String line() {
        return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.ISO_8859_1);
    }

    boolean lineStartsWith(byte[] prefix) {
        return lineHas(prefix, 0);
    }

    /// Whether the line has the text at that offset.
    boolean lineHas(byte[] text, int offset) {
        int from = lineStart + offset;
        int to = from + text.length;
        return to <= lineEnd && Arrays.equals(buffer, from, to, text, 0, text.length);
    }

    /// The decimal number at an offset of the line, -1 if there is none.
    int numberAt(int offset) {
        int number = -1;
        for (int i = lineStart + offset; i < lineEnd; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return number;
            }
            number = Math.max(number, 0) * 10 + digit;
        }
        return number;
    }

    /// The size of the literal that the line announces at its end, -1 if it does not.
    int announcedLiteral() {
        if (lineEnd - lineStart < 3 || buffer[lineEnd - 1] != '}') {
            return -1;
        }
        int open = lineEnd - 2;
        while (open > lineStart && buffer[open] != '{') {
            open--;
        }
        return buffer[open] == '{' ? numberAt(open + 1 - lineStart) : -1;
    }

    /// Reads and forgets so many octets.
    void skip(long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            if (start == end) {
                fill();
            }
            int taken = (int) Math.min(left, end - start);
            start += taken;
            left -= taken;
        }
        octetsRead += octets;
    }

    long octetsRead() {
        return octetsRead;
    }

    void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] octets) throws IOException {
        output.write(octets);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = input.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += count;
    }

    private static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
