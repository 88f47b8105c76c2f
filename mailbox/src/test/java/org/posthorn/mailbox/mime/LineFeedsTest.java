package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineFeedsTest {
    @Test
    void firstLineFeed_isFound_whereverItIs() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            for (int at = 0; at < octets.length; at++) {
                // Around LF, and each with and without its highest bit.
                octets[at] = (byte) (9 + random.nextInt(6) + 128 * random.nextInt(2));
            }
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            int expected = from;
            while (expected < to && octets[expected] != '\n') {
                expected++;
            }
            assertThat(LineFeeds.next(octets, from, to)).isEqualTo(expected);
        }
    }
}
