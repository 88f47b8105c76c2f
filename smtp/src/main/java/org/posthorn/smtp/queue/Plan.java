package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.RemoteReply;

/// Decides what is done next, of everything that is known in memory.
///
/// A destination is looked at whenever something about it has changed or its time has come, and
/// each look takes the next step: find out where it leads, claim some of its entries, start workers
/// for its site. A site that does not answer is not worked for until its pause is over; then one
/// entry is claimed, whose attempt says whether it answers again. So a hundred thousand entries of
/// a dead destination cost one attempt each half hour, and stay where they are.
///
/// Nothing that blocks is called under the lock.
final class Plan {
    /// Claims at once: they share the storage with everybody else.
    private static final int CLAIMS = 8;

    private static final int RESOLUTIONS = 256;

    /// Leased entries that wait, of one site and of all.
    private static final int WAITING_OF_SITE = 1000;

    private static final int WAITING = 20_000;

    private static final long SECOND = 1_000_000_000L;
    private static final Duration ROUTE_LASTS = Duration.ofMinutes(5);
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(10);

    private final QueueSettings settings;
    private final Time time;
    private final Backoff backoff;
    private final QueueJournal journal;
    private final Errands errands;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Lanes lanes;
    private final Map<String, Site> sites = new HashMap<>();
    private final Slots<Lane> claims = new Slots<>(CLAIMS);
    private final Slots<Lane> resolutions = new Slots<>(RESOLUTIONS);
    private final Staff staff;
    private int promised;
    private int inMemory;
    private boolean closing;

    /// When the last tick was, what the next one is awaited for, and whether that is outdated.
    private long ticked;

    private long awaited;
    private boolean poked;
    private boolean waiting;

    Plan(
            QueueSettings settings,
            Time time,
            Backoff backoff,
            QueueJournal journal,
            Errands errands) {
        this.settings = settings;
        this.time = time;
        this.backoff = backoff;
        this.journal = journal;
        this.errands = errands;
        lanes = new Lanes(settings.destinations());
        staff = new Staff(settings, errands);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            if (next() - awaited < 0) {
                poked = true;
                changed.signal();
            }
            lock.unlock();
        }
    }

    private void doLocked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    // What comes in.

    boolean reserve(String destination) {
        return locked(() -> {
            if (closing || promised >= settings.allReserved()) {
                return false;
            }
            Lane lane = lanes.open(destination);
            if (lane == null || lane.isTroubled() || lane.promised >= settings.reserved()) {
                return false;
            }
            lane.promised++;
            promised++;
            return true;
        });
    }

    void withdraw(String destination) {
        doLocked(() -> {
            Lane lane = lanes.find(destination);
            if (lane != null && lane.promised > 0) {
                lane.promised--;
                promised--;
                lanes.forgetIfIdle(lane);
            }
        });
    }

    /// Entries that came with reservations.
    ///
    /// @param ticketOf leases an entry
    /// @return false when it is too late for them
    boolean submit(String destination, Function<Lane, Ticket> ticketOf) {
        return locked(() -> {
            Lane lane = lanes.find(destination);
            if (closing || lane == null) {
                return false;
            }
            lane.pending.add(ticketOf.apply(lane));
            lane.inMemory++;
            inMemory++;
            look(lane);
            return true;
        });
    }

    /// The queue has entries of this destination that are due.
    void wake(String destination) {
        wakeIn(destination, Duration.ZERO);
    }

    /// The queue has entries of this destination that are due in a while.
    void wakeIn(String destination, Duration pause) {
        doLocked(() -> {
            Lane lane = lanes.open(destination);
            if (lane == null) {
                return;
            }
            if (pause.isPositive()) {
                lane.dueAt.add(time.nanoTime() + pause.toNanos());
            } else {
                lane.wake();
            }
            look(lane);
        });
    }

    /// Tries a destination now, whatever was said of it.
    void retryNow(String destination) {
        doLocked(() -> {
            Lane lane = lanes.open(destination);
            if (lane != null) {
                long now = time.nanoTime();
                lane.health.tryAt(now);
                if (lane.site != null) {
                    lane.site.health.tryAt(now);
                }
                lane.wake();
                look(lane);
            }
        });
    }

    // What comes back.

    /// Entries are claimed.
    ///
    /// @param asked how many were asked for
    /// @param wakes as they were before
    /// @return false when it is too late for them
    boolean claimed(Lane lane, List<Ticket> tickets, int asked, int wakes) {
        return locked(() -> {
            claimEnded(lane);
            if (closing) {
                return false;
            }
            lane.due = tickets.size() == asked || lane.wakes != wakes;
            lane.claimed += tickets.size();
            lane.inMemory += tickets.size();
            inMemory += tickets.size();
            lane.pending.addAll(tickets);
            Site site = lane.site;
            if (site != null && tickets.isEmpty() && site.probing) {
                site.probing = false;
                lookAtAll(site);
            }
            look(lane);
            return true;
        });
    }

    void notClaimed(Lane lane) {
        doLocked(() -> {
            claimEnded(lane);
            if (lane.site != null) {
                lane.site.probing = false;
            }
            lane.due = false;
            lane.dueAt.add(time.nanoTime() + CLAIM_AGAIN.toNanos());
            look(lane);
        });
    }

    private void claimEnded(Lane lane) {
        lane.claiming = false;
        claims.giveBack();
        lookAtNext(claims);
    }

    private void lookAtNext(Slots<Lane> slots) {
        Lane next = slots.next();
        while (next != null) {
            look(next);
            next = slots.next();
        }
    }

    int wakes(Lane lane) {
        return locked(() -> lane.wakes);
    }

    void resolved(Lane lane, Resolution resolution) {
        doLocked(() -> {
            lane.resolving = false;
            resolutions.giveBack();
            long now = time.nanoTime();
            switch (resolution) {
                case Resolution.To(var key, var route) -> attach(lane, key, route, now);
                case Resolution.NotNow(var why) -> unresolved(lane, why, now);
            }
            look(lane);
            lookAtNext(resolutions);
        });
    }

    private void attach(Lane lane, String key, Route route, long now) {
        Site left = lane.site;
        Site site = sites.computeIfAbsent(key, _ -> new Site(key, route, settings));
        site.route = route;
        lane.attach(site);
        lane.siteUntil = now + ROUTE_LASTS.toNanos();
        lane.health.recovered();
        if (left != null && left != site) {
            forgetIfIdle(left);
        }
    }

    private void unresolved(Lane lane, RemoteReply why, long now) {
        if (lane.site != null && lane.site.route instanceof Route.ToHosts) {
            lane.siteUntil = now + ROUTE_LASTS.toNanos();
            return;
        }
        lane.health.failed(why, now, backoff.ofSite(lane.health.failures() + 1));
        journal.putOff(lane.destination, lane.health, now);
    }

    /// Entries are done, or wait in the queue again.
    ///
    /// @param pause until it is due; null where it is gone
    void finished(Ticket ticket, @Nullable Duration pause) {
        Lane lane = ticket.lane();
        if (lane == null) {
            return;
        }
        doLocked(() -> {
            lane.inMemory--;
            inMemory--;
            if (ticket.isReserved()) {
                lane.promised--;
                promised--;
            }
            if (pause != null && pause.compareTo(settings.poll().multipliedBy(2)) < 0) {
                lane.dueAt.add(time.nanoTime() + pause.toNanos());
            }
            look(lane);
        });
    }

    // What is done next.

    private void lookAtAll(Site site) {
        for (Lane lane : List.copyOf(site.lanes)) {
            look(lane);
        }
    }

    private void look(Lane lane) {
        long now = time.nanoTime();
        if (lane.dueAt.take(now)) {
            lane.due = true;
        }
        long next = closing || !lane.hasWork() ? Lane.NEVER : step(lane, now);
        lanes.wakeAt(lane, Math.min(next, lane.dueAt.first()));
        lanes.forgetIfIdle(lane);
    }

    /// Does what can be done for a destination with work.
    ///
    /// @return when it is to be looked at again, if nothing happens before
    private long step(Lane lane, long now) {
        if (lane.health.isPutOff(now)) {
            List<Ticket> pending = lane.takePending();
            pending.forEach(Plan::taken);
            putOff(pending, lane.health);
            return lane.health.until();
        }
        Site site = lane.site;
        if (site == null || now - lane.siteUntil >= 0) {
            if (!lane.resolving && resolutions.take(lane)) {
                lane.resolving = true;
                errands.resolve(lane);
            }
            if (site == null) {
                return Lane.NEVER;
            }
        }
        lane.takePending().forEach(site.waiting::add);
        if (site.health.isPutOff(now)) {
            putOff(takeAll(site), site.health);
            return site.health.until();
        }
        long next = lane.due && !lane.claiming ? claim(lane, site, now) : Lane.NEVER;
        staff.start(site, now, closing);
        return next;
    }

    private long claim(Lane lane, Site site, long now) {
        boolean probe = site.health.isTroubled();
        if (probe && (site.probing || site.active > 0 || site.waiting.groups() > 0)) {
            return now + SECOND;
        }
        if (!probe && lane.claimed > settings.claimed() / 2) {
            return Lane.NEVER;
        }
        int room = Math.min(WAITING_OF_SITE, (WAITING - inMemory) / 2) - site.waiting.entries();
        if (!probe && room <= 0) {
            return now + SECOND;
        }
        if (claims.take(lane)) {
            lane.claiming = true;
            site.probing = probe;
            errands.claim(lane, probe ? 1 : Math.min(settings.claimed(), room));
        }
        return Lane.NEVER;
    }

    private void putOff(List<Ticket> tickets, Health health) {
        RemoteReply why = health.reply();
        if (!tickets.isEmpty() && why != null) {
            errands.putOff(tickets, why);
        }
    }

    private List<Ticket> takeAll(Site site) {
        List<Ticket> all = site.waiting.takeAll();
        all.forEach(Plan::taken);
        return all;
    }

    private static void taken(Ticket ticket) {
        Lane lane = ticket.lane();
        if (lane != null && !ticket.isReserved()) {
            lane.claimed--;
        }
    }

    // Workers.

    /// What the worker does next.
    ///
    /// @return null when it is to end
    @Nullable Group next(Worker worker) {
        return locked(() -> {
            Site site = worker.site();
            if (!staff.mayGoOn(worker, time.nanoTime(), closing)) {
                return null;
            }
            List<Ticket> tickets = site.waiting.take();
            if (tickets.isEmpty()) {
                return null;
            }
            tickets.forEach(Plan::taken);
            staff.begins(worker, time.nanoTime());
            tickets.stream()
                    .map(Ticket::lane)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(this::look);
            return new Group(site, tickets);
        });
    }

    /// A step that may take long is over.
    void stepped(Worker worker) {
        doLocked(() -> staff.stepped(worker, time.nanoTime()));
    }

    void ended(Worker worker) {
        doLocked(() -> {
            Site site = worker.site();
            staff.ended(worker);
            if (site.active == 0) {
                site.probing = false;
            }
            staff.startOthers(time.nanoTime(), closing);
            staff.start(site, time.nanoTime(), closing);
            forgetIfIdle(site);
        });
    }

    private void forgetIfIdle(Site site) {
        if (site.isIdle()) {
            sites.remove(site.key, site);
        }
    }

    <T> T with(Site site, Function<Site, T> question) {
        return locked(() -> question.apply(site));
    }

    /// The site has dealt with a message.
    void succeeded(Site site) {
        doLocked(() -> {
            boolean recovered = site.health.isTroubled();
            site.succeeded(time.nanoTime());
            site.probing = false;
            if (recovered) {
                journal.answersAgain(site.key);
                lookAtAll(site);
            } else {
                staff.start(site, time.nanoTime(), closing);
            }
        });
    }

    /// The site wants no more connections; this was taken for one and is to be done by others.
    void crowded(Group group) {
        doLocked(() -> {
            group.site().crowded(time.nanoTime(), 60 * SECOND);
            for (Ticket ticket : group.tickets()) {
                Lane lane = ticket.lane();
                if (lane != null && !ticket.isReserved()) {
                    lane.claimed++;
                }
            }
            group.site().waiting.putBack(group.tickets());
        });
    }

    /// The site has answered, and wants nothing now.
    void deferred(Site site, RemoteReply why) {
        doLocked(() -> {
            if (site.deferred() || site.health.isTroubled()) {
                leaveAlone(site, why);
            }
        });
    }

    /// The site does not answer.
    void failed(Site site, RemoteReply why) {
        doLocked(() -> leaveAlone(site, why));
    }

    private void leaveAlone(Site site, RemoteReply why) {
        long now = time.nanoTime();
        if (!site.health.isPutOff(now)) {
            site.failed(why, now, backoff);
            journal.putOff(site.key, site.health, now);
        }
        putOff(takeAll(site), site.health);
        lookAtAll(site);
    }

    /// Looks at everything whose time has come.
    void tick() {
        doLocked(() -> {
            long now = time.nanoTime();
            ticked = now;
            awaited = now;
            lanes.takeAwake(now).forEach(this::look);
            staff.sortOut(now);
            staff.startOthers(now, closing);
        });
    }

    /// When to tick again, at most a second later while there are workers.
    private long next() {
        return staff.isEmpty() ? lanes.nextWake() : Math.min(lanes.nextWake(), ticked + SECOND);
    }

    /// Waits until it is time to tick again.
    ///
    /// @param most at most until then, in local time
    void await(long most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaited = next();
            waiting = true;
            long nanos = Math.min(awaited, most) - time.nanoTime();
            while (!poked && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            poked = false;
            waiting = false;
            awaited = ticked;
            lock.unlock();
        }
    }

    /// Whether everything was looked at whose time has come.
    boolean isUpToDate() {
        lock.lock();
        try {
            return waiting && !poked && next() - time.nanoTime() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// The time has moved, or something else is to be looked at.
    void poke() {
        lock.lock();
        try {
            poked = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// What is kept for nothing; to be closed.
    List<AutoCloseable> takeOldConnections(Duration keptFor) {
        return locked(() -> {
            List<AutoCloseable> old = new ArrayList<>();
            for (Site site : List.copyOf(sites.values())) {
                old.addAll(site.takeOld(time.nanoTime() - keptFor.toNanos()));
                forgetIfIdle(site);
            }
            return old;
        });
    }

    /// Nothing is begun from now on.
    ///
    /// @return the entries that wait
    List<Ticket> close() {
        return locked(() -> {
            closing = true;
            List<Ticket> all = new ArrayList<>();
            sites.values().forEach(site -> all.addAll(takeAll(site)));
            lanes.all().forEach(lane -> all.addAll(lane.takePending()));
            return all;
        });
    }

    boolean isClosing() {
        return locked(() -> closing);
    }

    List<Worker> workers() {
        return locked(staff::all);
    }

    /// What was said of a destination that is put off.
    Optional<RemoteReply> trouble(String destination) {
        return locked(() -> Optional.ofNullable(lanes.find(destination)).map(Lane::trouble));
    }

    List<DestinationState> states() {
        return locked(() -> lanes.all().stream().map(lane -> lane.state(time.nanoTime())).toList());
    }

    int siteCount() {
        return locked(sites::size);
    }

    int laneCount() {
        return locked(lanes::size);
    }
}
