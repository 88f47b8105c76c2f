package org.posthorn.net.transcript;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// A client's end of a connection. Octets are held one to a `char`.
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How long to look for more that explains a deviation.
    private static final Duration AFTERTHOUGHT = Duration.ofMillis(200);

    private Socket socket;
    private InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// A connection to a server on this machine.
    public static Wire open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new Wire(socket);
    }

    /// Sends the octets and nothing else.
    public void send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    public void sendLine(String octets) throws IOException {
        send(octets + "\r\n");
    }

    /// The next line without its CRLF; null when the server has closed the connection.
    ///
    /// @throws IOException when the server says nothing for ten seconds, or hangs up inside a line
    public @Nullable String readLine() throws IOException {
        var line = new StringBuilder();
        int last = -1;
        int octet = in.read();
        while (octet >= 0) {
            if (octet == '\n' && last == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            line.append((char) octet);
            last = octet;
            octet = in.read();
        }
        if (line.isEmpty()) {
            return null;
        }
        throw new EOFException("closed after: " + Template.shown(line.toString()));
    }

    /// Reads lines up to the first that begins with `start`, such as a tag.
    ///
    /// @throws AssertionError when that line does not begin with `wanted`
    public void readUntil(String start, String wanted) throws IOException {
        String line = readLine();
        while (line != null && !line.startsWith(start)) {
            line = readLine();
        }
        if (line == null || !line.startsWith(wanted)) {
            throw new AssertionError(
                    "wanted: " + wanted + "\n   got: " + (line == null ? "<closed>" : line));
        }
    }

    /// Whether the server has said more than was read; says nothing of what is still on its way.
    boolean hasUnread() throws IOException {
        return in.available() > 0;
    }

    /// What else the server says within a moment; null when nothing.
    @Nullable String afterthought() {
        try {
            socket.setSoTimeout((int) AFTERTHOUGHT.toMillis());
            return readLine();
        } catch (IOException _) {
            return null;
        }
    }

    /// Makes the handshake; any certificate is good, also none that a host would be named by.
    public void startTls() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnyone()}, null);
            String host = socket.getInetAddress().getHostAddress();
            var secure =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, host, socket.getPort(), true);
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
