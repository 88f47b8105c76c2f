package org.posthorn.mailbox.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.rows.BodyRows.Reference;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.Uid;

/// Counts how often each body is shown. What differs is counted again: others change it meanwhile.
final class ReferenceCheck {
    private static final int SLICE = 1000;

    /// Bodies that are counted at once, by their ids.
    private static final int WINDOW = 4 << 20;

    private static final int TRIES = 3;

    private static final Uid LAST = new Uid(0xFFFF_FFFFL);

    private final MailStorage storage;
    private final Findings findings;

    ReferenceCheck(MailStorage storage, Findings findings) {
        this.storage = storage;
        this.findings = findings;
    }

    void run() {
        findings.begin("references");
        long from = 1;
        var next = storage.reading(tx -> tx.bodies().references(0, 1));
        while (!next.isEmpty() && !findings.isOver()) {
            from = Math.max(from, next.getFirst().body().value());
            check(from);
            from += WINDOW;
            long last = from - 1;
            next = storage.reading(tx -> tx.bodies().references(last, 1));
        }
    }

    private void check(long from) {
        Map<Long, Integer> suspects = differences(from);
        for (int tries = 1; tries < TRIES && !suspects.isEmpty(); tries++) {
            var again = differences(from);
            suspects.entrySet().retainAll(again.entrySet());
        }
        suspects.forEach((body, difference) ->
                findings.found(
                        "body %d is shown %d times more than is counted"
                                .formatted(body, difference)));
    }

    /// By how much each body is shown more often than its row says.
    private Map<Long, Integer> differences(long from) {
        int[] counts = new int[WINDOW];
        forEachShown(body -> {
            if (body >= from && body < from + WINDOW) {
                counts[(int) (body - from)]++;
            }
        });
        long last = from - 1;
        List<Reference> some = references(last);
        while (!some.isEmpty() && !findings.isOver()) {
            for (Reference reference : some) {
                last = reference.body().value();
                if (last < from + WINDOW) {
                    counts[(int) (last - from)] -= reference.count();
                }
            }
            findings.checked(some.size());
            some = last < from + WINDOW - 1 ? references(last) : List.of();
        }
        var different = new HashMap<Long, Integer>();
        for (int i = 0; i < WINDOW && !findings.isOver(); i++) {
            if (counts[i] != 0) {
                different.put(from + i, counts[i]);
            }
        }
        return different;
    }

    private List<Reference> references(long after) {
        return storage.reading(tx -> tx.bodies().references(after, SLICE));
    }

    private void forEachShown(LongConsumer action) {
        List<MailboxId> some = storage.reading(tx -> tx.mailboxes().after(0, SLICE));
        while (!some.isEmpty() && !findings.isOver()) {
            some.forEach(mailbox -> forEachShown(mailbox, action));
            long last = some.getLast().value();
            some = storage.reading(tx -> tx.mailboxes().after(last, SLICE));
        }
        storage.reading(tx -> tx.pending().unswept(Integer.MAX_VALUE))
                .forEach(mailbox -> forEachShown(mailbox, action));
        forEachQueued(action);
        long last = 0;
        List<Expansion> expansions = expansions(last);
        while (!expansions.isEmpty()) {
            for (Expansion expansion : expansions) {
                action.accept(expansion.message().value());
                action.accept(expansion.placements().value());
                last = expansion.message().value();
            }
            expansions = expansions(last);
        }
    }

    private void forEachQueued(LongConsumer action) {
        List<QueueEntry> some = storage.reading(tx -> tx.queue().after(0, SLICE));
        while (!some.isEmpty() && !findings.isOver()) {
            some.forEach(entry -> action.accept(entry.body().value()));
            long last = some.getLast().id().value();
            some = storage.reading(tx -> tx.queue().after(last, SLICE));
        }
    }

    private List<Expansion> expansions(long after) {
        return storage.reading(tx -> tx.pending().expansions(after, SLICE));
    }

    /// By messages, those of a copy under way among them, and by those that can be brought back.
    private void forEachShown(MailboxId mailbox, LongConsumer action) {
        storage.reading(tx -> {
            tx.messages().forEach(mailbox, LAST, row -> action.accept(row.body().value()));
            return true;
        });
        storage.reading(tx -> {
            tx.expunged().forEachKept(mailbox, body -> action.accept(body.value()));
            return true;
        });
    }
}
