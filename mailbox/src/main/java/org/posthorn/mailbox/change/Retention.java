package org.posthorn.mailbox.change;

import java.time.Duration;

/// How long something is kept of what is gone.
///
/// @param expunged for how long an expunged message can be brought back; zero for not at all
/// @param uids for how long at least the UIDs of expunged messages are known to clients that were
///   away
/// @param mostUids of how many messages of one mailbox they are known; the oldest go first
/// @param bodies how long a body without messages is left for those who are about to read it
/// @param logDays of how many days the delivery log is kept
public record Retention(
        Duration expunged, Duration uids, int mostUids, Duration bodies, int logDays) {
    /// A client that was away for longer than this compares all.
    public static final Retention DEFAULT =
            new Retention(Duration.ZERO, Duration.ofDays(90), 100_000, Duration.ofMinutes(1), 30);

    /// The same, with expunged messages kept.
    public Retention keepingExpunged(Duration time) {
        return new Retention(time, uids, mostUids, bodies, logDays);
    }

    /// The same, with so many days of the delivery log.
    public Retention keepingLog(int days) {
        return new Retention(expunged, uids, mostUids, bodies, days);
    }
}
