package org.posthorn.mailbox.check;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailStorage;

/// Goes through a running store: the octets of every body, what was computed of it, the counts of
/// every mailbox and account, and how often each body is shown. It changes nothing.
public final class StoreCheck implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StoreCheck.class.getName());

    private final MailStorage storage;
    private final AtomicReference<@Nullable Findings> findings = new AtomicReference<>();
    private volatile boolean closed;

    public StoreCheck(MailStorage storage) {
        this.storage = storage;
    }

    /// Begins one.
    ///
    /// @return false when one is under way
    public boolean start() {
        Findings last = findings.get();
        var fresh = new Findings(() -> closed);
        boolean underWay = last != null && last.progress().running();
        if (closed || underWay || !findings.compareAndSet(last, fresh)) {
            return false;
        }
        Thread.ofVirtual().name("check").start(() -> run(fresh));
        return true;
    }

    private void run(Findings into) {
        try {
            new BodyCheck(storage, into).run();
            new CountCheck(storage, into).run();
            new ReferenceCheck(storage, into).run();
        } catch (RuntimeException | Error e) {
            if (!closed) {
                into.found("the check could not go on: " + e.getMessage());
                LOG.log(System.Logger.Level.ERROR, "a check of the store could not go on", e);
            }
        } finally {
            into.end();
        }
    }

    /// Of the one that is under way, or of the last.
    public CheckProgress progress() {
        Findings known = findings.get();
        return known == null ? CheckProgress.NONE : known.progress();
    }

    /// Ends what is under way, soon.
    @Override
    public void close() {
        closed = true;
    }
}
