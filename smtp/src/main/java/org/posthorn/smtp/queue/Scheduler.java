package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Delivers what waits in the queue.
///
/// Who takes mail in asks for a reservation before the commit ([#reserve]); with one, the entry is
/// leased to this process from the start and handed over in memory ([#submitted]), without, it is
/// stored for whoever comes, and the scheduler is told ([#wake]). Any thread may call any method;
/// none of those waits for the storage or a server.
public final class Scheduler implements Intake, AutoCloseable {
    private static final Duration TIDY = Duration.ofSeconds(5);
    private static final int PUT_OFF_AT_ONCE = 100;

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final QueueParts parts;
    private final OutboundQueue queue;
    private final Limits limits;
    private final Time time;
    private final QueueJournal journal;
    private final Threads threads;
    private final Leases leases;
    private final Plan plan;
    private final Settling settling;
    private final Resolver resolver;
    private final AddressMemory memory;
    private final Takeover takeover;
    private final Rounds rounds;
    private final Worker.Tools tools;
    private volatile boolean closed;
    private @Nullable Thread clockwork;

    /// How long an end may take: until transfers are cut off, and after that.
    record Limits(Duration grace, Duration afterwards) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(8), Duration.ofMillis(1500));
    }

    /// What a test puts in the place of the world.
    record World(Time time, DoubleSupplier random, Limits limits) {
        static final World REAL = new World(Time.SYSTEM, Math::random, Limits.DEFAULT);
    }

    public Scheduler(QueueParts parts) {
        this(parts, World.REAL);
    }

    Scheduler(QueueParts parts, World world) {
        this.parts = parts;
        queue = parts.queue();
        limits = world.limits();
        time = world.time();
        journal = new QueueJournal(parts.figures());
        threads = new Threads(journal);
        leases = new Leases(parts, time);
        resolver = new Resolver(parts);
        var backoff = new Backoff(parts.settings(), world.random());
        var clock = new QueueClock(queue, time);
        memory = new AddressMemory(backoff, time);
        takeover = new Takeover(parts, clock);
        plan = new Plan(parts.settings(), time, backoff, journal, new OnThreads());
        var decider = new Decider(parts, backoff);
        settling =
                new Settling(
                        decider, leases, plan, journal, new Settling.Tools(queue, clock, time));
        tools = new Worker.Tools(plan, settling, leases, journal, parts, clock, time);
        rounds = new Rounds(threads, journal);
        long now = time.nanoTime();
        QueueSettings settings = parts.settings();
        rounds.add("poll", settings.poll(), now, new Poll(parts, clock, plan, takeover, journal));
        rounds.add("renewal", settings.lease().dividedBy(10), now, leases::renew);
        rounds.add("sweep", settings.sweep(), now, new Sweep(tools, decider));
        rounds.add("tidying", TIDY, now, this::closeOld);
        figures();
    }

    private void figures() {
        journal.show(
                "posthorn_queue_leased_entries",
                "Entries of the queue that this process holds.",
                leases::size);
        journal.show(
                "posthorn_queue_connections",
                "Workers that deliver to other servers.",
                () -> plan.workers().size());
        journal.show(
                "posthorn_queue_sites",
                "Sets of hosts that mail goes to at the moment.",
                plan::siteCount);
        journal.show(
                "posthorn_queue_destinations", "Destinations that are in memory.", plan::laneCount);
    }

    /// Begins.
    public void start() {
        clockwork = Thread.ofVirtual().name("queue-clock").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (InterruptedException _) {
            // It ends.
        }
    }

    /// A fault in one turn ends none of the others.
    private void turn() throws InterruptedException {
        try {
            long next = rounds.start(time.nanoTime());
            plan.tick();
            plan.await(next);
        } catch (RuntimeException e) {
            journal.fault("the clock of the queue failed by a fault of ours", e);
            time.pause(AFTER_FAULT);
        }
    }

    @Override
    public Optional<Claimant> reserve(String destination) {
        return plan.reserve(destination) ? Optional.of(parts.claimant()) : Optional.empty();
    }

    @Override
    public void submitted(List<QueueEntry> entries) {
        List<Ticket> late = new ArrayList<>();
        long now = time.nanoTime();
        for (QueueEntry entry : entries) {
            boolean taken =
                    plan.submit(
                            entry.destination(),
                            lane -> {
                                var ticket = new Ticket(entry, lane, true, false);
                                leases.hold(ticket, now);
                                return ticket;
                            });
            if (!taken) {
                late.add(new Ticket(entry, null, false, false));
            }
        }
        if (!late.isEmpty()) {
            late.forEach(ticket -> leases.hold(ticket, now));
            settling.release(late);
        }
    }

    @Override
    public void withdrawn(String destination) {
        plan.withdraw(destination);
    }

    @Override
    public void wake(String destination) {
        plan.wake(destination);
    }

    /// Tries a destination now, whatever it said lately.
    public void retryNow(String destination) {
        plan.retryNow(destination);
    }

    /// How it stands with each destination that is in memory.
    public List<DestinationState> states() {
        return plan.states();
    }

    /// What was said of a destination that is put off; empty where it is not.
    public Optional<RemoteReply> trouble(String destination) {
        return plan.trouble(destination);
    }

    /// Looks at the time.
    void poke() {
        plan.poke();
    }

    /// Whether nothing is left to do at this time.
    ///
    /// @param blocked threads that wait for something else
    boolean isQuiet(int blocked) {
        return plan.isUpToDate() && threads.running() <= blocked && plan.isUpToDate();
    }

    int leased() {
        return leases.size();
    }

    /// Ends within 10 seconds: nothing is begun, transfers may end for a while and are cut off
    /// then, and leases go back.
    @Override
    public void close() {
        settleDown();
        if (!threads.await(limits.grace())) {
            settling.hurry();
            plan.workers().forEach(Worker::abort);
            threads.await(limits.afterwards());
        }
        settling.release(leases.all());
        for (AutoCloseable connection : plan.takeOldConnections(Duration.ZERO)) {
            close(connection);
        }
    }

    private void settleDown() {
        closed = true;
        plan.poke();
        List<Ticket> waiting = plan.close();
        try {
            if (clockwork != null) {
                clockwork.join(limits.afterwards());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        settling.release(waiting);
    }

    private void closeOld() {
        plan.takeOldConnections(parts.settings().keepIdle())
                .forEach(old -> threads.start("queue-quit", () -> close(old)));
    }

    private void close(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            journal.fault("a connection could not be closed", e);
        }
    }

    private final class OnThreads implements Errands {
        @Override
        public void claim(Lane lane, int most) {
            threads.start("queue-claim", () -> claimNow(lane, most));
        }

        private void claimNow(Lane lane, int most) {
            int wakes = plan.wakes(lane);
            long since = time.nanoTime();
            List<QueueEntry> entries;
            try {
                entries =
                        queue.claim(
                                lane.destination, parts.claimant(), parts.settings().lease(), most);
            } catch (RuntimeException e) {
                journal.storeFailed("entries could not be claimed", e);
                plan.notClaimed(lane);
                return;
            }
            List<Ticket> tickets = new ArrayList<>();
            for (QueueEntry entry : entries) {
                var ticket = new Ticket(entry, lane, false, takeover.wasHeld(entry.id()));
                leases.hold(ticket, since);
                tickets.add(ticket);
            }
            if (!plan.claimed(lane, tickets, most, wakes)) {
                settling.release(tickets);
            }
        }

        @Override
        public void resolve(Lane lane) {
            threads.start("queue-resolve", () -> plan.resolved(lane, resolution(lane)));
        }

        private Resolution resolution(Lane lane) {
            try {
                return resolver.resolve(lane.destination);
            } catch (StoreException | UnknownOutcomeException e) {
                journal.storeFailed("a destination could not be looked up", e);
            } catch (RuntimeException e) {
                journal.fault("a destination could not be looked up", e);
            }
            return new Resolution.NotNow(Words.OWN_FAULT);
        }

        @Override
        public void work(Site site) {
            var line = new Line(site, plan, parts.relay(), memory);
            threads.start("queue-worker", new Worker(site, tools, line));
        }

        @Override
        public void putOff(List<Ticket> tickets, RemoteReply why) {
            threads.start("queue-put-off", () -> putOffNow(tickets, why));
        }

        private void putOffNow(List<Ticket> tickets, RemoteReply why) {
            var outcome = new RecipientOutcome.Deferred(why, false);
            try {
                for (int from = 0; from < tickets.size(); from += PUT_OFF_AT_ONCE) {
                    int to = Math.min(tickets.size(), from + PUT_OFF_AT_ONCE);
                    settling.settle(
                            tickets.subList(from, to).stream()
                                    .map(ticket -> Judged.of(ticket, outcome, Cause.PUT_OFF))
                                    .toList());
                }
            } finally {
                settling.drop(tickets, Leases.MARGIN);
            }
        }
    }
}
