package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Works for a site: takes its groups, one after the other, over one connection.
final class Worker implements Runnable {
    private static final RemoteReply UNREPORTED =
            new RemoteReply(554, "5.0.0", "it could not be delivered");

    private final Site site;
    private final Tools tools;
    private final Line line;

    /// Guarded by the plan's lock, as are the others.
    int groups;

    long since;
    boolean slow;

    /// What all workers use.
    record Tools(
            Plan plan,
            Settling settling,
            Leases leases,
            QueueJournal journal,
            QueueParts parts,
            QueueClock clock,
            Time time) {
        Claimant claimant() {
            return parts.claimant();
        }
    }

    Worker(Site site, Tools tools, Line line) {
        this.site = site;
        this.tools = tools;
        this.line = line;
    }

    Site site() {
        return site;
    }

    void abort() {
        line.abort();
    }

    @Override
    public void run() {
        @Nullable Group group = null;
        try {
            boolean goesOn = true;
            while (goesOn) {
                group = tools.plan().next(this);
                goesOn = group != null && begin(group);
                group = null;
            }
        } finally {
            if (group != null) {
                tools.settling().drop(group.tickets(), tools.leases().length());
            }
            line.park(tools.time());
            tools.plan().ended(this);
        }
    }

    private boolean begin(Group taken) {
        List<Ticket> good = taken.tickets().stream().filter(this::isGood).toList();
        if (good.isEmpty()) {
            return true;
        }
        Group group = new Group(site, good);
        try {
            return work(group);
        } catch (RuntimeException | StackOverflowError e) {
            tools.journal().fault("an attempt failed by a fault of ours", e);
            line.drop();
            putOff(group);
            return true;
        }
    }

    private boolean isGood(Ticket ticket) {
        if (tools.leases().isGood(ticket)) {
            return true;
        }
        tools.journal().lostEarly(ticket);
        tools.settling().drop(List.of(ticket), Leases.MARGIN);
        return false;
    }

    private boolean work(Group group) {
        switch (tools.plan().with(site, there -> there.route)) {
            case Route.ToHosts route -> {
                var with =
                        new Crossing.Tools(
                                tools.plan(),
                                tools.settling(),
                                tools.journal(),
                                tools.parts().queue(),
                                tools.time());
                return new Crossing(group, route, line, with).go();
            }
            case Route.Refused(var why) -> fail(group, why);
            case Route.Gone() -> new Rerouting(tools).reroute(group);
            case Route.Reports() -> report(group);
        }
        return true;
    }

    private void fail(Group group, RemoteReply why) {
        var failed = new RecipientOutcome.Failed(why);
        tools.settling()
                .settle(
                        group.tickets().stream()
                                .map(ticket -> Judged.of(ticket, failed, Cause.ATTEMPT))
                                .toList());
    }

    private void report(Group group) {
        tools.settling()
                .settle(
                        group.tickets().stream()
                                .map(ticket ->
                                        Judged.of(
                                                ticket,
                                                new RecipientOutcome.Failed(
                                                        Words.last(ticket.entry(), UNREPORTED)),
                                                Cause.REPORT))
                                .toList());
    }

    /// What was not settled is put off, each for itself.
    private void putOff(Group group) {
        var outcome = new RecipientOutcome.Deferred(Words.OWN_FAULT, false);
        for (Ticket ticket : group.tickets()) {
            if (!tools.leases().has(ticket)) {
                continue;
            }
            try {
                tools.settling().settle(List.of(Judged.of(ticket, outcome, Cause.ATTEMPT)));
            } catch (RuntimeException e) {
                tools.journal().fault("an entry could not be put off", e);
                tools.settling().drop(List.of(ticket), Duration.ofMinutes(1));
            }
        }
    }
}
