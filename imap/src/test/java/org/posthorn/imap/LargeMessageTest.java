package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LargeMessageTest {
    private static final int SIZE = 25 * 1024 * 1024;

    @Test
    void message_of25Megabytes_comesBackOctetForOctet() throws Exception {
        byte[] message = message();
        try (var server = new ImapTestServer(List.of("INBOX with 0 messages"));
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            var in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            send(out, "a LOGIN " + ImapTestServer.LOGIN + " " + ImapTestServer.PASSWORD + "\r\n");
            readUntil(in, "a OK");
            send(out, "b APPEND INBOX {" + SIZE + "+}\r\n");
            out.write(message);
            send(out, "\r\nc SELECT INBOX\r\n");
            readUntil(in, "c OK");

            send(out, "d FETCH 1 BODY.PEEK[]\r\n");
            assertThat(readUntil(in, "* 1 FETCH")).endsWith("{" + SIZE + "}");
            assertThat(in.readNBytes(SIZE)).isEqualTo(message);
            readUntil(in, "d OK");

            send(out, "e FETCH 1 BODY.PEEK[]<20000000.1000>\r\n");
            assertThat(readUntil(in, "* 1 FETCH")).endsWith("<20000000> {1000}");
            assertThat(in.readNBytes(1000))
                    .isEqualTo(java.util.Arrays.copyOfRange(message, 20_000_000, 20_001_000));
        }
    }

    private static byte[] message() {
        var message = new byte[SIZE];
        byte[] header = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, message, 0, header.length);
        var random = new Random(25);
        for (int i = header.length; i < SIZE; i++) {
            message[i] =
                    (byte) (i % 78 == 76 ? '\r' : i % 78 == 77 ? '\n' : '!' + random.nextInt(90));
        }
        return message;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(DataInputStream in, String start) throws IOException {
        while (true) {
            var line = new StringBuilder();
            int octet = in.read();
            while (octet != '\n') {
                if (octet < 0) {
                    throw new IOException("closed");
                }
                line.append((char) octet);
                octet = in.read();
            }
            if (line.toString().startsWith(start)) {
                return line.toString().strip();
            }
        }
    }
}
