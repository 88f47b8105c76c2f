package org.posthorn.mailbox.directory;

import java.util.Random;

/// Texts that look a little like what a parser expects.
final class Fuzz {
    private Fuzz() {}

    /// Mostly of this alphabet, at times of any characters at all.
    static String text(Random random, String alphabet, int maxLength) {
        var text = new StringBuilder();
        int length = random.nextInt(maxLength);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(30) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }
}
