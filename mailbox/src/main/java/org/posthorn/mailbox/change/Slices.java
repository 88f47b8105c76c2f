package org.posthorn.mailbox.change;

import java.time.Duration;
import java.util.function.IntFunction;
import org.posthorn.mailbox.store.UidSet;

/// How much of a large change one commit does: as much as takes a moment, for that long others
/// wait.
final class Slices {
    /// What a change of fewer messages does at once.
    static final int FIRST = 1000;

    /// What shares a commit with others.
    private static final int GROUPED = 200;

    private static final int LEAST = 50;
    static final int MOST = 4000;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private int size = FIRST;

    /// Whether a change may be of so many messages that others should not wait for it in one
    /// commit.
    static boolean isLarge(SharedMailbox mailbox, UidSet uids) {
        return uids.count() > GROUPED && mailbox.state().size() > GROUPED;
    }

    /// Does the next part of the change. How long it takes counts from its plan on: before that it
    /// keeps nobody waiting.
    ///
    /// @param part of so many messages at most
    <T> T next(Commits commits, IntFunction<Work<T>> part) {
        Processor.letOthersRun();
        var work = part.apply(size);
        T done = commits.run(work);
        adapt(System.nanoTime() - work.plannedAt());
        return done;
    }

    /// Grows and shrinks by half at most, since one slow part says little.
    private void adapt(long nanos) {
        double factor = (double) MOMENT.toNanos() / Math.max(1, nanos);
        size = (int) (size * Math.clamp(factor, 0.5, 1.5));
        size = Math.clamp(size, LEAST, MOST);
    }
}
