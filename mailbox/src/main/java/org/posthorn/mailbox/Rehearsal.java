package org.posthorn.mailbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.disk.FrameCodec;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.TreeRows;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.StoreException;

/// Opens a small mailbox after the start as a client would, so that no client waits for what a
/// process does once: native code is loaded, statements are compiled.
final class Rehearsal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    private static final int MAILBOXES = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MailStorage storage;
    private final MailStore store;
    private @Nullable Thread thread;

    Rehearsal(MailStorage storage, MailStore store) {
        this.storage = storage;
        this.store = store;
    }

    /// @param failStop called when no mail could be read or written
    void start(FailStop failStop) {
        thread = Thread.ofPlatform().daemon().name("rehearsal").start(() -> run(failStop));
    }

    private void run(FailStop failStop) {
        try {
            FrameCodec.prepare();
        } catch (LinkageError e) {
            failStop.end(
                    "the native code of the compression cannot be loaded; is the folder for"
                            + " temporary files full, or mounted noexec?",
                    e);
            return;
        }
        try {
            storage.reading(Rehearsal::smallest)
                    .flatMap(found -> store.mailboxesOf(found.owner()).open(found.info().name()))
                    .ifPresent(mailbox -> mailbox.close());
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "nothing was opened in advance", e);
        }
    }

    private static Optional<TreeRows.Owned> smallest(MailTransaction tx) {
        List<MailboxId> some = tx.mailboxes().after(0, MAILBOXES);
        return some.stream()
                .min(Comparator.comparingLong(mailbox -> messages(tx, mailbox)))
                .flatMap(mailbox -> tx.trees().mailbox(mailbox));
    }

    private static long messages(MailTransaction tx, MailboxId mailbox) {
        return tx.mailboxes()
                .counters(mailbox)
                .map(counters -> counters.counts().messages())
                .orElse(0);
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
