package org.posthorn.mailbox.tracing;

import java.time.Instant;
import org.posthorn.mailbox.rows.MailStorage;

/// What the delivery log does in the background, done by tests that look at it from outside.
public final class LogPacking {
    private static final int KEEP_DAYS = 10_000;

    private LogPacking() {}

    /// Packs all events of days that are over at a moment.
    public static void pack(MailStorage storage, Instant moment) {
        new Packing(storage, () -> moment, KEEP_DAYS, () -> false).pack();
    }
}
