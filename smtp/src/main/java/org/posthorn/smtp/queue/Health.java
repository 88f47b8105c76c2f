package org.posthorn.smtp.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.RemoteReply;

/// Whether something answers, and when to try it again if it does not. Guarded by the plan's lock.
final class Health {
    private int failures;
    private long until;
    private @Nullable RemoteReply reply;

    boolean isTroubled() {
        return failures > 0;
    }

    /// Whether it is not to be tried at this moment.
    boolean isPutOff(long now) {
        return failures > 0 && until - now > 0;
    }

    /// When it may be tried again, in local time.
    long until() {
        return until;
    }

    int failures() {
        return failures;
    }

    /// What was said of it last, if it is in trouble.
    @Nullable RemoteReply reply() {
        return failures > 0 ? reply : null;
    }

    void failed(RemoteReply why, long now, Duration pause) {
        failures++;
        reply = why;
        until = now + pause.toNanos();
    }

    /// It answers.
    void recovered() {
        failures = 0;
    }

    /// Somebody wants it to be tried now.
    void tryAt(long now) {
        until = now;
    }
}
