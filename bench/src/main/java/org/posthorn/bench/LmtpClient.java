package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A client of LMTP (RFC 2033) that sends MAIL, RCPT and DATA in one go (RFC 2920), as Postfix
/// does.
final class LmtpClient implements AutoCloseable {
    private static final int BUFFER_OCTETS = 4096;
    private static final byte[] END_OF_DATA = {'.', '\r', '\n'};

    /// What is worth a copy to save a packet.
    private static final int TOGETHER_OCTETS = 64 * 1024;

    private final Wire wire;

    private LmtpClient(Wire wire) {
        this.wire = wire;
    }

    static LmtpClient connect(int port) throws IOException {
        return connect(port, Wire.PATIENCE);
    }

    static LmtpClient connect(int port, Duration patience) throws IOException {
        var wire = Wire.plain(port, BUFFER_OCTETS);
        wire.setPatience(patience);
        var client = new LmtpClient(wire);
        client.expect("220", "greeting");
        wire.write("LHLO bench.example.com\r\n");
        client.expect("250", "LHLO");
        return client;
    }

    /// Delivers one message to one recipient; returns once the server has answered for it.
    ///
    /// @param message ends with CRLF; has no line that begins with a dot
    void deliver(String recipient, byte[] message) throws IOException {
        deliver(List.of(recipient), message);
    }

    /// The same to several; the server answers for each.
    void deliver(List<String> recipients, byte[] message) throws IOException {
        var commands = new StringBuilder("MAIL FROM:<sender@example.org>\r\n");
        for (var recipient : recipients) {
            commands.append("RCPT TO:<").append(recipient).append(">\r\n");
        }
        wire.write(commands.append("DATA\r\n").toString());
        expect("250", "MAIL");
        for (var _ : recipients) {
            expect("250", "RCPT");
        }
        expect("354", "DATA");
        data(message);
        for (var _ : recipients) {
            expect("250", "message");
        }
    }

    private void data(byte[] message) throws IOException {
        if (message.length > TOGETHER_OCTETS) {
            wire.write(message);
            wire.write(END_OF_DATA);
        } else {
            var data = Arrays.copyOf(message, message.length + END_OF_DATA.length);
            System.arraycopy(END_OF_DATA, 0, data, message.length, END_OF_DATA.length);
            wire.write(data);
        }
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
