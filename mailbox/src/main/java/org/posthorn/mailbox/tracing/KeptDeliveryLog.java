package org.posthorn.mailbox.tracing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.change.Background;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// The delivery log in the rows of a storage.
public final class KeptDeliveryLog implements DeliveryLog, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KeptDeliveryLog.class.getName());

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PACKS = Duration.ofSeconds(15);

    /// Events of one commit.
    private static final int SLICE = 500;

    private final MailStorage storage;
    private final Notes notes;
    private final Packing packing;
    private final Search search;
    private final ReentrantLock writing = new ReentrantLock();
    private final Background writer;
    private final Background packer;

    /// @param keepDays whole days that are kept
    public KeptDeliveryLog(MailStorage storage, InstantSource clock, int keepDays) {
        this.storage = storage;
        this.notes = new Notes(clock);
        this.search = new Search(storage);
        this.writer =
                new Background(
                        "delivery log",
                        BETWEEN_WRITES,
                        List.of(
                                new Background.Step(
                                        "refusals cannot be noted in the delivery log",
                                        this::writeNotes)));
        this.packer =
                new Background(
                        "delivery log packing",
                        BETWEEN_PACKS,
                        List.of(
                                new Background.Step(
                                        "the delivery log cannot be packed", this::pack),
                                new Background.Step(
                                        "old parts of the delivery log cannot be removed",
                                        this::forget)));
        this.packing = new Packing(storage, clock, keepDays, packer::isClosed);
    }

    /// Begins to work in the background.
    public void start() {
        writer.start();
        packer.start();
    }

    @Override
    public void note(DeliveryEvent event) {
        notes.add(event);
    }

    /// What was noted is found, even before it is written for others.
    @Override
    public Findings search(Question question, int most) {
        try {
            writeNotes();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "the last refusals are not in the delivery log", e);
        }
        return search.find(question, most);
    }

    void writeNotes() {
        locked(() -> write(notes.take()));
    }

    private void locked(Runnable action) {
        writing.lock();
        try {
            action.run();
        } finally {
            writing.unlock();
        }
    }

    private void write(List<DeliveryEvent> events) {
        for (int i = 0; i < events.size(); i += SLICE) {
            List<DeliveryEvent> some = events.subList(i, Math.min(i + SLICE, events.size()));
            try {
                storage.inTransaction(tx -> {
                    tx.deliveryLog().append(some);
                    return true;
                });
            } catch (UnknownOutcomeException e) {
                // They may be there: to be there twice is worse than not to be there.
                notes.putBack(events.subList(i + some.size(), events.size()));
                throw e;
            } catch (StoreException e) {
                notes.putBack(events.subList(i, events.size()));
                throw e;
            }
        }
    }

    void pack() {
        packing.pack();
    }

    void forget() {
        packing.forget();
    }

    /// Writes what was noted, and ends.
    @Override
    public void close() {
        packer.close();
        writer.close();
        try {
            locked(() -> write(notes.takeLast()));
        } catch (StoreException | UnknownOutcomeException e) {
            LOG.log(System.Logger.Level.WARNING, "refusals are missing in the delivery log", e);
        }
    }
}
