package org.posthorn.mailbox.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.QueueRows;

final class MemoryQueueRows implements QueueRows {
    private final MemoryTables tables;

    MemoryQueueRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void insert(List<QueueEntry> entries) {
        entries.forEach(entry -> tables.insert(tables.queue, entry.id().value(), entry));
    }

    @Override
    public List<Destination> destinations(String after, int most) {
        var found = new TreeMap<String, Instant>();
        for (QueueEntry entry : tables.queue.values()) {
            if (entry.destination().compareTo(after) > 0) {
                found.merge(entry.destination(), entry.due(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return found.entrySet().stream()
                .limit(most)
                .map(each -> new Destination(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public List<QueueEntry> due(String destination, Instant at, int most) {
        return tables.queue.values().stream()
                .filter(entry -> entry.destination().equals(destination))
                .filter(entry -> !entry.due().isAfter(at))
                .sorted(Comparator.comparing(QueueEntry::due))
                .limit(most)
                .toList();
    }

    @Override
    public List<QueueEntry> claim(List<QueueEntry> entries, Claimant claimant, Instant end) {
        var claimed = new ArrayList<QueueEntry>();
        for (QueueEntry entry : entries) {
            QueueEntry row = tables.queue.get(entry.id().value());
            if (row != null && row.due().equals(entry.due())) {
                claimed.add(row.claimed(claimant, end));
            }
        }
        claimed.forEach(this::put);
        return claimed;
    }

    private void put(QueueEntry entry) {
        tables.put(tables.queue, entry.id().value(), entry);
    }

    private Stream<QueueEntry> held(List<QueueId> entries, Claimant claimant) {
        return entries.stream()
                .map(id -> Optional.ofNullable(tables.queue.get(id.value())))
                .flatMap(Optional::stream)
                .filter(row -> row.claimant().equals(Optional.of(claimant)));
    }

    @Override
    public List<QueueId> renew(List<QueueId> entries, Claimant claimant, Instant end) {
        var held = held(entries, claimant).toList();
        held.forEach(row -> put(row.claimed(claimant, end)));
        return held.stream().map(QueueEntry::id).toList();
    }

    @Override
    public void release(List<QueueId> entries, Claimant claimant, Instant due) {
        held(entries, claimant).toList().forEach(row -> put(row.dueAt(due)));
    }

    @Override
    public int delete(List<QueueId> entries, Claimant claimant) {
        var held = held(entries, claimant).toList();
        held.forEach(row -> tables.remove(tables.queue, row.id().value()));
        return held.size();
    }

    @Override
    public int postpone(List<QueueEntry> entries, Claimant claimant) {
        int rows = 0;
        for (QueueEntry entry : entries) {
            if (held(List.of(entry.id()), claimant).findAny().isPresent()) {
                put(entry.dueAt(entry.due()));
                rows++;
            }
        }
        return rows;
    }

    @Override
    public boolean remove(QueueId entry) {
        boolean there = tables.queue.containsKey(entry.value());
        tables.remove(tables.queue, entry.value());
        return there;
    }

    @Override
    public boolean reschedule(QueueId entry, Instant seen, Instant due) {
        QueueEntry row = tables.queue.get(entry.value());
        return row != null && row.due().equals(seen) && reschedule(entry, due);
    }

    @Override
    public boolean reschedule(QueueId entry, Instant due) {
        QueueEntry row = tables.queue.get(entry.value());
        if (row != null) {
            put(row.dueAt(due));
        }
        return row != null;
    }

    @Override
    public Optional<QueueEntry> find(QueueId entry) {
        return Optional.ofNullable(tables.queue.get(entry.value()));
    }

    @Override
    public List<QueueEntry> after(long id, int most) {
        return tables.queue.tailMap(id, false).values().stream().limit(most).toList();
    }
}
