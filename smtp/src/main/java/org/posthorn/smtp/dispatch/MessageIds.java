package org.posthorn.smtp.dispatch;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The ids that follow messages from the client's command to the last remote reply.
public final class MessageIds {
    /// Four characters.
    private static final int GUESSES = 36 * 36 * 36 * 36;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong(System.currentTimeMillis() << 10);

    private MessageIds() {}

    /// One that no message had before, and that nobody guesses: who names one in a report has seen
    /// the message.
    public static String next() {
        int chance = RANDOM.nextInt(GUESSES);
        return Long.toString(LAST.incrementAndGet(), Character.MAX_RADIX)
                + Integer.toString(GUESSES + chance, Character.MAX_RADIX).substring(1);
    }
}
