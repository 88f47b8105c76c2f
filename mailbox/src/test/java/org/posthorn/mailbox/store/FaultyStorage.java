package org.posthorn.mailbox.store;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.memory.MemoryMail;

/// Rows in memory, and failures around the next transaction.
final class FaultyStorage implements MailStorage {
    private final MailStorage rows = MemoryMail.storage();
    private final AtomicReference<@Nullable Runnable> before = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> after = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> lost = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> whileReading = new AtomicReference<>();

    /// Runs before the next transaction.
    void beforeNext(Runnable action) {
        before.set(action);
    }

    /// Runs when the next transaction has been committed.
    void afterNext(Runnable action) {
        after.set(action);
    }

    /// Commits the next transaction and loses what it computed, so that it cannot be published.
    void loseNextResult() {
        lost.set(() -> {});
    }

    /// Runs before the next reading.
    void beforeNextReading(Runnable action) {
        whileReading.set(action);
    }

    private static boolean run(AtomicReference<@Nullable Runnable> armed) {
        Runnable action = armed.getAndSet(null);
        if (action == null) {
            return false;
        }
        action.run();
        return true;
    }

    @Override
    @SuppressWarnings("NullAway") // A result that is lost is what no storage returns.
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        run(before);
        T result = rows.inTransaction(work);
        run(after);
        return run(lost) ? null : result;
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        run(whileReading);
        return rows.reading(work);
    }

    @Override
    public long newEmailId() {
        return rows.newEmailId();
    }

    @Override
    public void close() {
        rows.close();
    }
}
