package org.posthorn.smtp.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.BodyId;

/// Entries that wait for a worker of their site, by message. Guarded by the plan's lock.
///
/// Those that were never tried go first; where there are both, every tenth group is one of the
/// others, which would else never be tried while new mail keeps coming.
final class Waiting {
    private static final int TURN = 10;

    private final int recipients;
    private final LinkedHashMap<Key, List<Ticket>> fresh = new LinkedHashMap<>();
    private final LinkedHashMap<Key, List<Ticket>> retries = new LinkedHashMap<>();
    private int entries;
    private int turn;

    /// What goes together: a message as one sender sends it. What is forwarded has another.
    ///
    /// @param part a message may have more recipients than one transfer takes
    private record Key(BodyId body, Envelope envelope, int part) {}

    Waiting(int recipients) {
        this.recipients = recipients;
    }

    int groups() {
        return fresh.size() + retries.size();
    }

    int entries() {
        return entries;
    }

    void add(Ticket ticket) {
        QueueEntry entry = ticket.entry();
        var queue = entry.attempts() == 0 ? fresh : retries;
        int part = 0;
        Key key = new Key(entry.body(), entry.envelope(), part);
        while (queue.containsKey(key) && queue.get(key).size() >= recipients) {
            part++;
            key = new Key(entry.body(), entry.envelope(), part);
        }
        queue.computeIfAbsent(key, _ -> new ArrayList<>()).add(ticket);
        entries++;
    }

    /// Adds what was taken and not begun with, to be taken next.
    void putBack(List<Ticket> tickets) {
        QueueEntry entry = tickets.getFirst().entry();
        var queue = entry.attempts() == 0 ? fresh : retries;
        int part = -1;
        Key key = new Key(entry.body(), entry.envelope(), part);
        while (queue.containsKey(key)) {
            part--;
            key = new Key(entry.body(), entry.envelope(), part);
        }
        queue.putFirst(key, new ArrayList<>(tickets));
        entries += tickets.size();
    }

    /// The next group; empty when nothing waits.
    List<Ticket> take() {
        boolean other = !retries.isEmpty() && (fresh.isEmpty() || ++turn % TURN == 0);
        var next = (other ? retries : fresh).pollFirstEntry();
        if (next == null) {
            return List.of();
        }
        entries -= next.getValue().size();
        return next.getValue();
    }

    List<Ticket> takeAll() {
        List<Ticket> all = new ArrayList<>(entries);
        fresh.values().forEach(all::addAll);
        retries.values().forEach(all::addAll);
        fresh.clear();
        retries.clear();
        entries = 0;
        return all;
    }
}
