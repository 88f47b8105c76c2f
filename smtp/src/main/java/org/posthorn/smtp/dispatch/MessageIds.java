package org.posthorn.smtp.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/// The ids that follow messages from the client's command to the last remote reply.
public final class MessageIds {
    private static final AtomicLong LAST = new AtomicLong(System.currentTimeMillis() << 10);

    private MessageIds() {}

    /// One that no message had before.
    public static String next() {
        return Long.toString(LAST.incrementAndGet(), Character.MAX_RADIX);
    }
}
