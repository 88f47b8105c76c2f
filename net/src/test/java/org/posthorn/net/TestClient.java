package org.posthorn.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/// A client that says exactly what it is told, for tests. A read that takes longer than ten seconds
/// fails.
public final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private Socket socket;

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public static TestClient connect(int port) throws IOException {
        return new TestClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public static TestClient connectTls(int port) throws IOException {
        TestClient client = connect(port);
        client.startTls();
        return client;
    }

    public void startTls() throws IOException {
        SSLSocket tls =
                (SSLSocket)
                        TestCertificates.clientContext()
                                .getSocketFactory()
                                .createSocket(socket, "localhost", socket.getPort(), true);
        socket = tls;
        tls.startHandshake();
    }

    public Socket socket() {
        return socket;
    }

    public void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /// Sends text as ISO 8859-1.
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads to the next CRLF, which is not returned.
    public String readLine() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Whether the server has closed the connection, with nothing left to read.
    public boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
