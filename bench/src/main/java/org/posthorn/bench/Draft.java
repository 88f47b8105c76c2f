package org.posthorn.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A message while it is written, octet by octet: strings would cost more than the servers do.
///
/// No line begins with a dot.
final class Draft {
    private static final Words WORDS = new Words();
    private static final int LINE_OCTETS = 68;
    private static final int LONGEST_ADDITION_OCTETS = 256;
    private static final int WORDS_IN_A_CELL = 9;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] BASE64_PAIRS = base64Pairs();
    private static final int BASE64_LINE_OCTETS = 76;
    private static final int PAIRS_IN_A_NUMBER = 5;

    private final SplittableRandom random;
    private byte[] octets;
    private int length;

    Draft(SplittableRandom random, int sizeOctets) {
        this.random = random;
        this.octets = new byte[sizeOctets + 1024];
    }

    byte[] finished() {
        return Arrays.copyOf(octets, length);
    }

    int length() {
        return length;
    }

    Draft add(String ascii) {
        return add(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    Draft add(byte[] addition) {
        ensure(addition.length);
        System.arraycopy(addition, 0, octets, length, addition.length);
        length += addition.length;
        return this;
    }

    /// So many words in one line.
    Draft words(int count) {
        for (int i = 0; i < count; i++) {
            add(WORDS.word(random.nextLong()));
            if (i < count - 1) {
                octets[length++] = ' ';
            }
        }
        return this;
    }

    /// Lines of sentences until the message has that length.
    Draft text(int untilOctets) {
        int lineStart = length;
        int leftInSentence = 0;
        while (length < untilOctets) {
            long chances = random.nextLong();
            for (int i = 0; i < 4; i++, chances >>>= 16) {
                ensure(LONGEST_ADDITION_OCTETS);
                byte[] word = WORDS.word(chances);
                System.arraycopy(word, 0, octets, length, word.length);
                if (leftInSentence == 0) {
                    octets[length] = (byte) (word[0] - 'a' + 'A');
                    leftInSentence = 6 + (int) (chances >>> 8 & 15);
                }
                length += word.length;
                if (--leftInSentence == 0) {
                    octets[length++] = '.';
                }
                if (length - lineStart > LINE_OCTETS) {
                    octets[length++] = '\r';
                    octets[length++] = '\n';
                    lineStart = length;
                } else {
                    octets[length++] = ' ';
                }
            }
        }
        return add(CRLF);
    }

    /// Rows of a table, with the styles and links that such mail has, until that length.
    Draft html(int untilOctets) {
        add("<html><body><table width=\"600\" cellpadding=\"0\" cellspacing=\"0\">\r\n");
        while (length < untilOctets) {
            add("<tr><td style=\"font-family:Arial,sans-serif;font-size:14px;padding:4px 8px\">");
            words(WORDS_IN_A_CELL);
            if (random.nextInt(4) == 0) {
                add("</td></tr>\r\n<tr><td><a href=\"https://www.example.com/track/");
                base64Characters(24);
                add("\" style=\"color:#0055aa\">").words(3).add("</a>");
            }
            add("</td></tr>\r\n");
        }
        return add("</table></body></html>\r\n");
    }

    /// Lines of base64 (RFC 2045 section 6.8) of random octets until that length.
    Draft base64(int untilOctets) {
        do {
            base64Characters(BASE64_LINE_OCTETS);
            add(CRLF);
        } while (length < untilOctets);
        return this;
    }

    private void base64Characters(int count) {
        ensure(count);
        long chances = 0;
        for (int i = 0; i < count / 2; i++) {
            chances = i % PAIRS_IN_A_NUMBER == 0 ? random.nextLong() : chances >>> 12;
            int pair = (int) (chances & 0xFFF) * 2;
            octets[length++] = BASE64_PAIRS[pair];
            octets[length++] = BASE64_PAIRS[pair + 1];
        }
    }

    private void ensure(int addition) {
        if (length + addition > octets.length) {
            octets = Arrays.copyOf(octets, octets.length * 2 + addition);
        }
    }

    /// The two characters for each number of 12 bits.
    private static byte[] base64Pairs() {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var pairs = new byte[2 << 12];
        for (int i = 0; i < 1 << 12; i++) {
            pairs[2 * i] = (byte) alphabet.charAt(i >> 6);
            pairs[2 * i + 1] = (byte) alphabet.charAt(i & 63);
        }
        return pairs;
    }
}
