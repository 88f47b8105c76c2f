package org.posthorn.mailbox.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Up to where messages have been told to some session, on their way to disk.
///
/// Nobody waits for that: a crash may show a message as `\Recent` twice, which RFC 3501 section
/// 2.3.2 allows. So the floors of some seconds share one commit.
final class RecentFloors {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final MailStorage storage;
    private final Map<Long, Uid> pending = new TreeMap<>();
    private boolean scheduled;
    private boolean closed;

    RecentFloors(MailStorage storage) {
        this.storage = storage;
    }

    synchronized Optional<Uid> pending(MailboxId mailbox) {
        return Optional.ofNullable(pending.get(mailbox.value()));
    }

    synchronized void raise(MailboxId mailbox, Uid floor) {
        pending.put(mailbox.value(), floor);
        if (!scheduled && !closed) {
            scheduled = true;
            Thread.ofVirtual().name("recent-floors").start(this::writeLater);
        }
    }

    private void writeLater() {
        try {
            Thread.sleep(DELAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        write();
    }

    private synchronized void write() {
        scheduled = false;
        if (closed || pending.isEmpty()) {
            return;
        }
        try {
            storage.inTransaction(tx -> {
                pending.forEach(
                        (id, floor) -> tx.mailboxes().raiseRecentFloor(new MailboxId(id), floor));
                return true;
            });
            pending.clear();
        } catch (StoreException e) {
            System.getLogger(RecentFloors.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot note which messages are recent", e);
        }
    }

    /// Writes what is pending, for the last time.
    synchronized void close() {
        write();
        closed = true;
    }
}
