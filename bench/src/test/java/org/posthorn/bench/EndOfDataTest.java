package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EndOfDataTest {
    private static final String LETTERS = "\r\n.a";

    @Test
    void emptyMessage_endsWithItsFirstLine() {
        assertThat(find("x.\r\nQUIT", 1)).isEqualTo(4);
    }

    @Test
    void lineThatBeginsWithADot_isNoEnd() {
        assertThat(find("a\r\n..\r\n.a\r\n", 0)).isEqualTo(-1);
    }

    @Test
    void anyPieces_haveTheEndWhereTheWholeHasIt() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 20_000; run++) {
            var text = random(random);
            int expected = ("\r\n" + text).indexOf("\r\n.\r\n");
            int found = inPieces(text.getBytes(StandardCharsets.US_ASCII), random);
            assertThat(found)
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(expected < 0 ? -1 : expected + 3);
        }
    }

    private static String random(SplittableRandom random) {
        var text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static int inPieces(byte[] octets, SplittableRandom random) {
        var end = new EndOfData();
        end.begin();
        int from = 0;
        while (from < octets.length) {
            int to = Math.min(octets.length, from + 1 + random.nextInt(12));
            int found = end.find(octets, from, to);
            if (found >= 0) {
                return found;
            }
            from = to;
        }
        return -1;
    }

    private static int find(String text, int from) {
        var end = new EndOfData();
        end.begin();
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return end.find(octets, from, octets.length);
    }
}
