package org.posthorn.smtp.queue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.DeliveryEventSource;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.Settlement;

/// A queue in memory whose clock the test moves, and which fails when it is told to.
@SuppressWarnings("NullAway") // rows are looked up by ids that were found
final class FakeQueue implements OutboundQueue {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final FakeTime time;
    private final AtomicLong ids = new AtomicLong();
    private final TreeMap<Long, QueueEntry> rows = new TreeMap<>();

    /// By due time.
    private final TreeMap<String, TreeSet<QueueEntry>> lines = new TreeMap<>();

    final AtomicInteger claims = new AtomicInteger();
    final AtomicInteger claimedRows = new AtomicInteger();
    final Map<String, AtomicInteger> claimedOf = new ConcurrentHashMap<>();
    final List<Settlement> settlements = new ArrayList<>();

    /// Recipients whose outcome came when the lease was lost.
    final Set<String> lost = ConcurrentHashMap.newKeySet();

    volatile Consumer<Settlement> beforeSettle = _ -> {};
    volatile Consumer<Settlement> afterSettle = _ -> {};
    volatile Runnable beforeRenew = () -> {};

    /// By how much its clock differs from what has passed here.
    volatile Duration jump = Duration.ZERO;

    FakeQueue(FakeTime time) {
        this.time = time;
    }

    @Override
    public QueueId newId() {
        return new QueueId(ids.incrementAndGet());
    }

    @Override
    public Posted post(Posting posting) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant now() {
        return START.plusNanos(time.nanoTime()).plus(jump);
    }

    synchronized void put(QueueEntry entry) {
        take(entry.id().value());
        rows.put(entry.id().value(), entry);
        lines.computeIfAbsent(
                        entry.destination(),
                        _ ->
                                new TreeSet<>(
                                        Comparator.comparing(QueueEntry::due)
                                                .thenComparingLong(e -> e.id().value())))
                .add(entry);
    }

    private QueueEntry take(long id) {
        QueueEntry row = rows.remove(id);
        if (row != null) {
            var line = lines.get(row.destination());
            line.remove(row);
            if (line.isEmpty()) {
                lines.remove(row.destination());
            }
        }
        return row;
    }

    private static QueueEntry with(QueueEntry row, Instant due, Optional<Claimant> claimant) {
        return new QueueEntry(
                row.id(),
                row.envelope(),
                row.body(),
                row.recipient(),
                row.options(),
                row.destination(),
                due,
                row.attempts(),
                row.reply(),
                row.delayTold(),
                claimant);
    }

    @Override
    public synchronized List<Destination> destinations(String after, int most) {
        return lines.tailMap(after, false).entrySet().stream()
                .limit(most)
                .map(line -> new Destination(line.getKey(), line.getValue().first().due()))
                .toList();
    }

    @Override
    public synchronized List<QueueEntry> claim(
            String destination, Claimant claimant, Duration lease, int most) {
        claims.incrementAndGet();
        List<QueueEntry> due = new ArrayList<>();
        for (QueueEntry row : lines.getOrDefault(destination, new TreeSet<>((_, _) -> 0))) {
            if (due.size() == most || row.due().isAfter(now())) {
                break;
            }
            due.add(row);
        }
        return lease(due, claimant, lease);
    }

    private List<QueueEntry> lease(List<QueueEntry> due, Claimant claimant, Duration lease) {
        List<QueueEntry> leased = new ArrayList<>();
        for (QueueEntry row : due) {
            QueueEntry mine = with(row, now().plus(lease), Optional.of(claimant));
            put(mine);
            leased.add(mine);
            claimedOf
                    .computeIfAbsent(row.destination(), _ -> new AtomicInteger())
                    .incrementAndGet();
        }
        claimedRows.addAndGet(leased.size());
        return leased;
    }

    @Override
    public synchronized List<QueueEntry> claim(
            List<QueueId> entries, Claimant claimant, Duration lease) {
        List<QueueEntry> due =
                entries.stream()
                        .map(id -> rows.get(id.value()))
                        .filter(row -> row != null && !row.due().isAfter(now()))
                        .toList();
        return lease(due, claimant, lease);
    }

    private boolean holds(Claimant claimant, QueueId id) {
        QueueEntry row = rows.get(id.value());
        return row != null
                && row.claimant().equals(Optional.of(claimant))
                && row.due().isAfter(now());
    }

    @Override
    public List<QueueId> renew(Claimant claimant, List<QueueId> entries, Duration lease) {
        beforeRenew.run();
        synchronized (this) {
            List<QueueId> held = entries.stream().filter(id -> holds(claimant, id)).toList();
            held.forEach(id ->
                    put(with(rows.get(id.value()), now().plus(lease), Optional.of(claimant))));
            return held;
        }
    }

    @Override
    public synchronized void release(Claimant claimant, List<QueueId> entries) {
        for (QueueId id : entries) {
            if (holds(claimant, id)) {
                put(with(rows.get(id.value()), now(), Optional.empty()));
            }
        }
    }

    @Override
    public InputStream open(QueueEntry entry) {
        return new ByteArrayInputStream(
                "Subject: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public List<QueueEntry> settle(Settlement settlement) {
        beforeSettle.accept(settlement);
        synchronized (this) {
            for (QueueEntry entry : settlement.done()) {
                check(settlement.claimant(), entry);
            }
            for (Postponed each : settlement.postponed()) {
                check(settlement.claimant(), each.entry());
            }
            settlement.done().forEach(entry -> take(entry.id().value()));
            settlement.postponed().forEach(this::postpone);
            settlements.add(settlement);
        }
        afterSettle.accept(settlement);
        return List.of();
    }

    private void check(Claimant claimant, QueueEntry entry) {
        if (!holds(claimant, entry.id())) {
            lost.add(entry.recipient());
            throw new LeaseLostException(entry.id());
        }
    }

    private void postpone(Postponed each) {
        QueueEntry row = rows.get(each.entry().id().value());
        put(
                new QueueEntry(
                        row.id(),
                        row.envelope(),
                        row.body(),
                        row.recipient(),
                        row.options(),
                        each.destination(),
                        now().plus(each.pause()),
                        each.attempts(),
                        each.reply(),
                        each.delayTold(),
                        Optional.empty()));
    }

    @Override
    public synchronized List<QueueEntry> list(long after, int most) {
        return rows.tailMap(after, false).values().stream().limit(most).toList();
    }

    @Override
    public synchronized Optional<QueueEntry> find(QueueId entry) {
        return Optional.ofNullable(rows.get(entry.value()));
    }

    @Override
    public void log(List<DeliveryEvent> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reschedule(QueueEntry seen, Duration pause, DeliveryEventSource why) {
        return reschedule(seen.id(), Optional.of(pause), why);
    }

    @Override
    public synchronized boolean reschedule(
            QueueId entry, Optional<Duration> pause, DeliveryEventSource why) {
        QueueEntry row = rows.get(entry.value());
        if (row != null) {
            put(with(row, pause.map(now()::plus).orElse(Instant.MAX), Optional.empty()));
        }
        return row != null;
    }

    @Override
    public synchronized boolean remove(QueueId entry, DeliveryEventSource why) {
        return take(entry.value()) != null;
    }

    synchronized int size() {
        return rows.size();
    }

    synchronized List<QueueEntry> all() {
        return List.copyOf(rows.values());
    }

    synchronized List<DeliveryEvent> events() {
        return settlements.stream().flatMap(each -> each.events().stream()).toList();
    }

    List<DeliveryEvent> events(DeliveryEvent.Kind kind) {
        return events().stream().filter(event -> event.kind() == kind).toList();
    }
}
