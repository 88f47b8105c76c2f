package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;

/// A client of POP3 (RFC 1939) that sends many commands at once (RFC 2449 section 6.6).
final class Pop3Client implements AutoCloseable {
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final int PIPELINED = 500;

    private final Wire wire;

    private Pop3Client(Wire wire) {
        this.wire = wire;
    }

    static Pop3Client login(int tlsPort, Account account, Duration patience) throws IOException {
        var wire = Wire.tls(tlsPort, BUFFER_OCTETS);
        wire.setPatience(patience);
        var client = new Pop3Client(wire);
        client.expectOk("greeting");
        wire.write("USER " + account.address() + "\r\n");
        client.expectOk("USER");
        wire.write("PASS " + account.password() + "\r\n");
        client.expectOk("PASS");
        return client;
    }

    /// Marks the messages from 1 to a number as deleted.
    void deleteUntil(int last) throws IOException {
        for (int first = 1; first <= last; first += PIPELINED) {
            int end = Math.min(last, first + PIPELINED - 1);
            var commands = new StringBuilder();
            for (int number = first; number <= end; number++) {
                commands.append("DELE ").append(number).append("\r\n");
            }
            wire.write(commands.toString());
            for (int number = first; number <= end; number++) {
                expectOk("DELE");
            }
        }
    }

    /// Makes the deletions true, and ends.
    void quit() throws IOException {
        wire.write("QUIT\r\n");
        expectOk("QUIT");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void expectOk(String what) throws IOException {
        wire.nextLine();
        if (!wire.line().startsWith("+OK")) {
            throw new IOException(what + " was answered with " + wire.line());
        }
    }
}
