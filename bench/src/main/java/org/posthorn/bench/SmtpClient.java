package org.posthorn.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A client of SMTP that sends MAIL, RCPT and DATA in one go (RFC 2920), as Postfix does.
final class SmtpClient implements AutoCloseable {
    private static final int BUFFER_OCTETS = 4096;

    private final Wire wire;

    private SmtpClient(Wire wire) {
        this.wire = wire;
    }

    static SmtpClient connect(int port) throws IOException {
        return new SmtpClient(Wire.plain(port, BUFFER_OCTETS)).greeted();
    }

    /// Over TLS and logged in (RFC 4954, RFC 4616).
    static SmtpClient login(int port, Account account) throws IOException {
        var client = new SmtpClient(Wire.tls(port, BUFFER_OCTETS)).greeted();
        var words = "\0" + account.address() + "\0" + account.password();
        var response = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        client.wire.write("AUTH PLAIN " + response + "\r\n");
        client.expect("235", "AUTH");
        return client;
    }

    private SmtpClient greeted() throws IOException {
        expect("220", "greeting");
        wire.write("EHLO bench.example.com\r\n");
        expect("250", "EHLO");
        return this;
    }

    /// Hands a message over; returns once the server has answered that it keeps it.
    ///
    /// @param message with its end
    void send(String sender, String recipient, byte[] message) throws IOException {
        wire.write("MAIL FROM:<" + sender + ">\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
        expect("250", "MAIL");
        expect("250", "RCPT");
        expect("354", "DATA");
        wire.write(message);
        expect("250", "message");
    }

    @Override
    public void close() throws IOException {
        wire.write("QUIT\r\n");
        expect("221", "QUIT");
        wire.close();
    }

    private void expect(String code, String what) throws IOException {
        String line;
        do {
            wire.nextLine();
            line = wire.line();
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.startsWith(code)) {
            throw new IOException(what + " was answered with " + line);
        }
    }
}
