package org.posthorn.mailbox.change;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailTransaction;

/// Rows in memory, and failures around the next transaction.
final class FaultyStorage extends ForwardingStorage {
    private final AtomicReference<@Nullable Runnable> before = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> after = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> whileReading = new AtomicReference<>();

    private final AtomicInteger transactions = new AtomicInteger();

    /// How many transactions there were.
    int transactions() {
        return transactions.get();
    }

    /// Runs before the next transaction.
    void beforeNext(Runnable action) {
        before.set(action);
    }

    /// Runs when the next transaction has been committed.
    void afterNext(Runnable action) {
        after.set(action);
    }

    /// Runs before the next reading.
    void beforeNextReading(Runnable action) {
        whileReading.set(action);
    }

    private static void run(AtomicReference<@Nullable Runnable> armed) {
        Runnable action = armed.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        transactions.incrementAndGet();
        run(before);
        T result = super.inTransaction(work);
        run(after);
        return result;
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        run(whileReading);
        return super.reading(work);
    }
}
