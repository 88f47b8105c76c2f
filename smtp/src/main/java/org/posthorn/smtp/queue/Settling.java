package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.smtp.relay.RecipientOutcome;

/// Writes down what became of entries, and does not give up easily: what was delivered and is not
/// written down will be delivered again.
///
/// While the storage fails it is tried again, as long as the leases last. Where a report is what
/// cannot be stored, the entry is settled without it and waits to be reported.
final class Settling {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutboundQueue queue;
    private final Decider decider;
    private final Leases leases;
    private final Plan plan;
    private final QueueJournal journal;
    private final QueueClock clock;
    private final Time time;
    private volatile boolean hurried;

    Settling(Decider decider, Leases leases, Plan plan, QueueJournal journal, Tools tools) {
        this.decider = decider;
        this.leases = leases;
        this.plan = plan;
        this.journal = journal;
        queue = tools.queue();
        clock = tools.clock();
        time = tools.time();
    }

    /// What time it is, and where that is asked and written.
    record Tools(OutboundQueue queue, QueueClock clock, Time time) {}

    /// Nothing is tried again from now on.
    void hurry() {
        hurried = true;
    }

    /// Settles outcomes, in one commit where that can be.
    void settle(List<Judged> outcomes) {
        List<Judged> held = outcomes.stream().filter(judged -> !isLost(judged)).toList();
        if (!held.isEmpty() && !commit(held)) {
            for (Judged judged : held) {
                if (!commit(List.of(judged))) {
                    lost(judged);
                }
            }
        }
    }

    private boolean isLost(Judged judged) {
        if (judged.ticket().isLost()) {
            lost(judged);
            return true;
        }
        return false;
    }

    private void lost(Judged judged) {
        judged.ticket().lose();
        journal.lost(judged);
        drop(List.of(judged.ticket()), null);
    }

    /// Settles outcomes in one commit.
    ///
    /// @return false when a lease is lost, and nothing was changed
    private boolean commit(List<Judged> outcomes) {
        Set<String> unreported = new HashSet<>();
        Duration pause = FIRST_PAUSE;
        long until = time.nanoTime() + leases.length().toNanos();
        boolean unsure = false;
        boolean faulty = false;
        while (true) {
            Optional<Draft> drafted = draft(outcomes, unreported);
            try {
                if (drafted.isPresent()) {
                    Draft draft = drafted.get();
                    if (!unsure || !isWritten(draft.settlement())) {
                        write(draft);
                    }
                    finished(draft);
                    return true;
                }
            } catch (LeaseLostException _) {
                return false;
            } catch (StoreException | UnknownOutcomeException e) {
                unsure |= e instanceof UnknownOutcomeException;
                journal.notSettled(outcomes, e);
                if (e instanceof StoreException) {
                    noteUnreported(drafted, unreported);
                }
            } catch (RuntimeException e) {
                if (faulty) {
                    writeDelivered(drafted, e);
                    return true;
                }
                faulty = true;
                journal.fault("a settlement failed by a fault of ours; its reports wait", e);
                noteUnreported(drafted, unreported);
            } finally {
                drafted.ifPresent(Draft::close);
            }
            if (!mayTryAgain(outcomes, until)) {
                givenUp(outcomes);
                return true;
            }
            pause = pauseFor(pause);
        }
    }

    private void write(Draft draft) {
        queue.settle(draft.settlement()).stream()
                .map(QueueEntry::destination)
                .distinct()
                .forEach(plan::wake);
    }

    /// What was delivered must not be delivered again; the rest is left to the end of its lease.
    private void writeDelivered(Optional<Draft> drafted, RuntimeException fault) {
        Draft draft = drafted.filter(Draft::tellsOfDelivery).orElseThrow(() -> fault);
        journal.fault("a settlement failed; what was delivered is written down alone", fault);
        queue.settle(draft.delivered());
        drop(draft.decisions().stream().map(Decision::ticket).toList(), leases.length());
    }

    /// Empty while the time cannot be asked for.
    private Optional<Draft> draft(List<Judged> outcomes, Set<String> unreported) {
        while (true) {
            try {
                return Optional.of(decider.draft(outcomes, clock.now(), unreported));
            } catch (NoticeException e) {
                journal.fault("a report could not be written", e);
                if (!unreported.add(e.message())) {
                    throw e;
                }
            } catch (StoreException e) {
                journal.notSettled(outcomes, e);
                return Optional.empty();
            }
        }
    }

    /// A report is what needs room; the rest is small.
    private static void noteUnreported(Optional<Draft> drafted, Set<String> unreported) {
        if (drafted.isPresent() && !drafted.get().settlement().postings().isEmpty()) {
            for (Decision decision : drafted.get().decisions()) {
                unreported.add(decision.ticket().entry().envelope().id());
            }
        }
    }

    /// Whether a commit that nobody knew the outcome of was done after all.
    private boolean isWritten(Settlement settlement) {
        if (!settlement.done().isEmpty()) {
            return queue.find(settlement.done().getFirst().id()).isEmpty();
        }
        Postponed first = settlement.postponed().getFirst();
        Optional<QueueEntry> now = queue.find(first.entry().id());
        return now.map(entry ->
                        entry.attempts() == first.attempts()
                                && entry.delayTold() == first.delayTold()
                                && entry.attempts() != first.entry().attempts())
                .orElse(true);
    }

    private boolean mayTryAgain(List<Judged> outcomes, long until) {
        boolean delivered =
                outcomes.stream()
                        .anyMatch(judged -> judged.outcome() instanceof RecipientOutcome.Taken);
        return !hurried
                && (delivered || until - time.nanoTime() > 0)
                && outcomes.stream().anyMatch(judged -> leases.isHeld(judged.ticket()));
    }

    private Duration pauseFor(Duration pause) {
        try {
            time.pause(pause);
        } catch (InterruptedException _) {
            hurried = true;
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void finished(Draft draft) {
        for (Decision decision : draft.decisions()) {
            journal.decided(decision);
            drop(List.of(decision.ticket()), decision.pause());
            if (decision.fate() == Decision.Fate.UNREPORTED && decision.pause() != null) {
                plan.wakeIn(QueueEntry.REPORTS, decision.pause());
            }
        }
    }

    private void givenUp(List<Judged> outcomes) {
        outcomes.forEach(journal::givenUp);
        drop(outcomes.stream().map(Judged::ticket).toList(), leases.length());
    }

    /// Writes down something else.
    void move(Ticket ticket, Settlement settlement) {
        queue.settle(settlement).stream()
                .map(QueueEntry::destination)
                .distinct()
                .forEach(plan::wake);
        drop(List.of(ticket), null);
    }

    /// Has nothing to do with them any more.
    ///
    /// @param pause until they are due in the queue; null where they are gone
    void drop(List<Ticket> tickets, @Nullable Duration pause) {
        leases.forget(tickets).forEach(ticket -> plan.finished(ticket, pause));
    }

    /// Hands entries back as if they had never been claimed.
    void release(List<Ticket> tickets) {
        try {
            leases.release(tickets);
        } catch (StoreException | UnknownOutcomeException e) {
            journal.storeFailed("leases were not handed back", e);
        }
        tickets.forEach(ticket -> plan.finished(ticket, Duration.ZERO));
    }
}
