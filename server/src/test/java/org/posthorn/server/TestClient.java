package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client of any line protocol that says what it is told to; octets are Latin-1 characters.
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)}", Pattern.DOTALL);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int commands;

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    }

    static TestClient plain(int port) throws IOException {
        return new TestClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Takes any certificate, as the server's is self-signed.
    static TestClient tls(int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            return new TestClient(
                    context.getSocketFactory()
                            .createSocket(InetAddress.getLoopbackAddress(), port));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /// A line without its end.
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server ended the connection");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    byte[] octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        assertThat(octets).hasSize(count);
        return octets;
    }

    /// Sends a line of SMTP or POP3 and checks how its answer begins.
    ///
    /// @return the answer's last line
    String ask(String line, String expected) throws IOException {
        send(line + "\r\n");
        return expect(expected);
    }

    /// The last line of an answer of SMTP, whose others have a `-` after their code.
    String expect(String expected) throws IOException {
        String line = line();
        while (line.matches("\\d{3}-.*")) {
            line = line();
        }
        assertThat(line).startsWith(expected);
        return line;
    }

    /// One IMAP response: a line with the literals in it.
    String response() throws IOException {
        StringBuilder response = new StringBuilder(line());
        for (Matcher literal = LITERAL.matcher(response);
                literal.matches();
                literal = LITERAL.matcher(response)) {
            byte[] octets = octets(Integer.parseInt(literal.group(1)));
            response.append("\r\n").append(new String(octets, StandardCharsets.ISO_8859_1));
            response.append(line());
        }
        return response.toString();
    }

    /// Runs an IMAP command, which must succeed.
    ///
    /// @return its untagged responses
    List<String> imap(String command) throws IOException {
        String tag = "t" + ++commands;
        send(tag + " " + command + "\r\n");
        return completion(tag);
    }

    private List<String> completion(String tag) throws IOException {
        List<String> untagged = new ArrayList<>();
        String response = response();
        while (!response.startsWith(tag + " ")) {
            untagged.add(response);
            response = response();
        }
        assertThat(response).startsWith(tag + " OK");
        return untagged;
    }

    void login(String account) throws IOException {
        assertThat(line()).startsWith("* OK");
        imap("LOGIN %s@example.com secret".formatted(account));
    }

    void append(String mailbox, byte[] message) throws IOException {
        String tag = "t" + ++commands;
        send("%s APPEND %s {%d}\r\n".formatted(tag, mailbox, message.length));
        assertThat(line()).startsWith("+");
        send(message);
        send("\r\n");
        completion(tag);
    }

    /// One transaction of SMTP or LMTP with DATA, after the greeting and EHLO or LHLO.
    ///
    /// @param message with CRLF at its end, and no line that begins with a dot
    /// @return whether it was accepted
    boolean deliver(String recipient, byte[] message) throws IOException {
        ask("MAIL FROM:<sender@example.org>", "250");
        ask("RCPT TO:<%s>".formatted(recipient), "250");
        ask("DATA", "354");
        send(message);
        send(".\r\n");
        return expect("").startsWith("250");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
