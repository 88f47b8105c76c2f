package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyReaderTest {
    private static ReplyReader reader(byte[] octets, Random random) {
        int[] position = {0};
        return new ReplyReader(buffer -> {
            int left = octets.length - position[0];
            if (left == 0) {
                return -1;
            }
            int count = Math.min(Math.min(left, buffer.length), 1 + random.nextInt(50));
            System.arraycopy(octets, position[0], buffer, 0, count);
            position[0] += count;
            return count;
        });
    }

    private static ReplyReader reader(String text) {
        return reader(text.getBytes(StandardCharsets.UTF_8), new Random(1));
    }

    private static RemoteReply read(String text) throws WireException {
        return reader(text).read().toRemote();
    }

    /// RFC 5321 section 4.2.1.
    @Test
    void severalLines_areOneReply() throws WireException {
        ReplyReader reader =
                reader(
                        "250-First line\r\n250-Second line\r\n250-234 Text\r\n250 The last\r\n220 x\r\n");
        assertThat(reader.read().toRemote())
                .isEqualTo(
                        new RemoteReply(250, "2.0.0", "First line Second line 234 Text The last"));
        assertThat(reader.hasUnread()).isTrue();
        assertThat(reader.read().code()).isEqualTo(220);
        assertThat(reader.hasUnread()).isFalse();
    }

    /// RFC 2034 section 4.
    @Test
    void enhancedCode_isTakenFromEachLine() throws WireException {
        assertThat(read("550-5.1.1 Mailbox\r\n550 5.1.1 unknown\r\n"))
                .isEqualTo(new RemoteReply(550, "5.1.1", "Mailbox unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "550, 5.0.0, ''",
        "550 5.1.1, 5.1.1, ''",
        "250 2.1.5 ok, 2.1.5, ok",
        "250 2.100.123 ok, 2.100.123, ok",
        "250 2.1000.1 ok, 2.0.0, 2.1000.1 ok",
        "250 2..1 ok, 2.0.0, 2..1 ok",
        "250 2.1. ok, 2.0.0, 2.1. ok",
        "250 2.1.5x ok, 2.0.0, 2.1.5x ok",
        "250 5.1.1 ok, 2.0.0, 5.1.1 ok",
        "250 192.0.2.1 ok, 2.0.0, 192.0.2.1 ok",
    })
    void enhancedCode_fitsTheCode(String line, String status, String text) throws WireException {
        RemoteReply reply = read(line + "\r\n");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(text);
    }

    @Test
    void bareLf_endsALine() throws WireException {
        assertThat(read("250-a\n250 b\n").text()).isEqualTo("a b");
    }

    @Test
    void whatIsNotPrintable_isNotShown() throws WireException {
        assertThat(read("550 a\u001b[2Jb\0c\td\u202Ee\u00fcf\rg\r\n").text())
                .isEqualTo("a?[2Jb?c d?e\u00fcf?g");
    }

    @Test
    void longLine_isKeptInPart() throws WireException {
        assertThat(read("550 " + "x".repeat(2043) + "\r\n").text()).isEqualTo("x".repeat(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "25\r\n",
                "2500 ok\r\n",
                "150 ok\r\n",
                "650 ok\r\n",
                "abc\r\n",
                "250-a\r\n251 b\r\n",
                "250-a\r\n",
                "250-a\r\nb\r\n",
                "250",
                "250\tok\r\n"
            })
    void whatIsNoReply_isRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(WireException.class);
    }

    @Test
    void endlessLine_isRefused() {
        assertThatThrownBy(() -> read("250 " + "x".repeat(2100)))
                .hasMessageContaining("more than 2048 octets");
    }

    @Test
    void endlessReply_isRefused() throws WireException {
        assertThat(read("250-x\r\n".repeat(99) + "250 x\r\n").code()).isEqualTo(250);
        assertThatThrownBy(() -> read("250-x\r\n".repeat(100) + "250 x\r\n"))
                .hasMessageContaining("more than 100 lines");
    }

    @Test
    void anyOctets_areAReplyOrAWireException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = octets(random);
            try {
                ReplyReader reader = reader(octets, random);
                for (int i = 0; i < 10; i++) {
                    ServerReply reply = reader.read();
                    RemoteReply remote = reply.toRemote();
                    assertThat(remote.code()).as("seed %d", seed).isBetween(200, 599);
                    assertThat(remote.status()).matches("[2345]\\.\\d{1,3}\\.\\d{1,3}");
                    assertThat(remote.text().length()).isLessThanOrEqualTo(500);
                    assertThat(remote.text().chars().noneMatch(Character::isISOControl)).isTrue();
                    Extensions.parse(reply);
                }
            } catch (WireException _) {
                // What it may say to what is no reply.
            }
        }
    }

    private static byte[] octets(Random random) {
        String[] pieces = {
            "250", "-", " ", "\r\n", "\n", "2.1.5", "5.", "x", "SIZE", "AUTH=", "LIMITS RCPTMAX="
        };
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            text.append(
                    random.nextInt(10) == 0
                            ? String.valueOf((char) random.nextInt(256))
                            : pieces[random.nextInt(pieces.length)]);
            if (random.nextInt(4) == 0) {
                text.append("\r\n250-");
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
