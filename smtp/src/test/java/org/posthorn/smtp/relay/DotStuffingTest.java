package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DotStuffingTest {
    /// Reads in pieces of any length.
    private static InputStream inPieces(byte[] octets, Random random) {
        return new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] block, int offset, int length) {
                return super.read(block, offset, Math.min(length, 1 + random.nextInt(9)));
            }

            @Override
            public int read(byte[] block) {
                return read(block, 0, block.length);
            }
        };
    }

    @Test
    void anyCleanMessage_isReadAsItWas() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] message = message(random, "a.\0\r\n");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean copied =
                    new DotStuffing(out::write).copy(inPieces(message, random), new byte[7]);
            String text = new String(message, StandardCharsets.ISO_8859_1);
            assertThat(copied).as("seed %d", seed).isEqualTo(isClean(text));
            String written = out.toString(StandardCharsets.ISO_8859_1);
            // Even where it says no, nothing has gone out that could be taken for another end.
            assertThat(written.replace("\r\n", "")).as("seed %d", seed).doesNotContain("\n", "\0");
            assertThat(("\r\n" + written).contains("\r\n.\r\n")).as("seed %d", seed).isFalse();
            if (copied) {
                boolean whole = text.isEmpty() || text.endsWith("\r\n");
                assertThat(unstuffed(written))
                        .as("seed %d", seed)
                        .isEqualTo(whole ? text : text + "\r\n");
            }
        }
    }

    private static byte[] message(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(40);
        boolean clean = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            if (!clean || c == 'a' || c == '.') {
                text.append(c);
            } else {
                text.append("\r\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isClean(String text) {
        String rest = text.replace("\r\n", "");
        return rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0 && rest.indexOf('\0') < 0;
    }

    /// RFC 5321 section 4.5.2, as a server reads.
    private static String unstuffed(String text) {
        StringBuilder message = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf("\r\n", at) + 2;
            message.append(text, text.charAt(at) == '.' ? at + 1 : at, end);
            at = end;
        }
        return message.toString();
    }
}
