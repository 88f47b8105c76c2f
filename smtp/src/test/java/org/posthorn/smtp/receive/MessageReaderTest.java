package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.smtp.header.HeaderRules;

/// The reader of messages against a slow one that is obviously right.
final class MessageReaderTest {
    private static final String[] PIECES = {
        "\r\n", "\r\n", ".", ".", "\r", "\n", "\r\n.\r\n", "x", "text ", "\0", "..", "\u00ff"
    };

    private final Mail storage = Mail.inMemory();

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void anything_isReadAsByTheRules() throws Exception {
        Random random = new Random(5321);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sent = new StringBuilder("a: b\r\n\r\n");
            for (int length = random.nextInt(12); length > 0; length--) {
                sent.append(PIECES[random.nextInt(PIECES.length)]);
            }
            sent.append("\r\n.\r\nNOOP\r\n");
            compare(sent.toString(), random);
        }
    }

    private void compare(String sent, Random random) throws IOException {
        int end = sent.indexOf("\r\n.\r\n") + 2;
        String framed = sent.substring(0, end);
        boolean flawed =
                framed.replace("\r\n", "").chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
        byte[] octets = sent.getBytes(StandardCharsets.ISO_8859_1);
        try (IncomingBody body = storage.store().newBody()) {
            MessageSink sink = new MessageSink(body, SmtpFixture.SETTINGS, HeaderRules.RELAYED);
            MessageReader reader = new MessageReader(MessageReader.Form.DOTTED, sink);
            int used = 0;
            int offered;
            int taken;
            do {
                offered = 1 + random.nextInt(octets.length - used);
                taken = reader.scan(octets, used, used + offered);
                used += taken;
            } while (taken == offered && used < end + 3);
            sink.end();
            assertThat(used).as(sent).isEqualTo(end + 3);
            assertThat(sink.flaw().isPresent()).as(sent).isEqualTo(flawed);
            if (!flawed) {
                assertThat(content(body)).as(sent).isEqualTo(framed.replace("\r\n.", "\r\n"));
            }
        }
    }

    @Test
    void header_isFilteredHoweverItIsCut() throws Exception {
        String sent =
                """
                Return-Path: <a>
                 b
                Received: c
                \td
                return-PATH:
                Return-Pathx: e

                Return-Path: text
                """
                        .replace("\n", "\r\n");
        String kept =
                """
                Received: c
                \td
                Return-Pathx: e

                Return-Path: text
                """
                        .replace("\n", "\r\n");
        byte[] octets = sent.getBytes(StandardCharsets.ISO_8859_1);
        for (int size = 1; size <= octets.length; size++) {
            try (IncomingBody body = storage.store().newBody()) {
                MessageSink sink = new MessageSink(body, SmtpFixture.SETTINGS, HeaderRules.RELAYED);
                MessageReader reader = new MessageReader(MessageReader.Form.CHUNKED, sink);
                for (int at = 0; at < octets.length; at += size) {
                    reader.scan(octets, at, Math.min(at + size, octets.length));
                }
                reader.endChunks();
                assertThat(sink.flaw()).isEqualTo(Optional.empty());
                assertThat(content(body)).isEqualTo(kept);
            }
        }
    }

    private static String content(IncomingBody body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = body.open()) {
            in.transferTo(out);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
