package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class OctetSearchTest {
    @Test
    void firstOctetUpToCr_isFound_whereverItIs() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            int rare = 1 + random.nextInt(20);
            for (int at = 0; at < octets.length; at++) {
                int octet = random.nextInt(256);
                octets[at] = (byte) (random.nextInt(rare) == 0 ? octet % 16 : octet | 0x10);
            }
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            int expected = from;
            while (expected < to && (octets[expected] & 0xFF) > '\r') {
                expected++;
            }
            assertThat(OctetSearch.upToCr(octets, from, to)).isEqualTo(expected);
        }
    }
}
