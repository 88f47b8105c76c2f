package org.posthorn.smtp.queue;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RelayConnection;
import org.posthorn.smtp.relay.TlsRule;
import org.posthorn.smtp.relay.Transfer;

/// Takes a group to the first host of its site that wants it.
final class Crossing {
    private final Group group;
    private final Route.ToHosts route;
    private final Line line;
    private final Plan plan;
    private final Settling settling;
    private final QueueJournal journal;
    private final OutboundQueue queue;
    private final Time time;
    private final Set<InetSocketAddress> tried = new HashSet<>();

    /// What hosts said that others may see in another way, by entry.
    private final Map<Ticket, Judged> deferred = new LinkedHashMap<>();

    private final long began;
    private List<Ticket> rest;

    /// What all crossings use.
    record Tools(
            Plan plan, Settling settling, QueueJournal journal, OutboundQueue queue, Time time) {}

    Crossing(Group group, Route.ToHosts route, Line line, Tools tools) {
        this.group = group;
        this.route = route;
        this.line = line;
        plan = tools.plan();
        settling = tools.settling();
        journal = tools.journal();
        queue = tools.queue();
        time = tools.time();
        began = time.nanoTime();
        rest = group.tickets();
    }

    /// Takes it there and settles what comes of it.
    ///
    /// @return whether the worker may go on
    boolean go() {
        boolean strict =
                group.envelope().options().requireTls() && route.hop().tls() != TlsRule.VERIFIED;
        var wish = new Line.Wish(route, strict ? TlsRule.VERIFIED : route.hop().tls(), strict);
        while (!rest.isEmpty()) {
            switch (line.reach(wish, tried)) {
                case Line.Reached.Connected(var connection, var used) -> transfer(connection, used);
                case Line.Reached.Crowded() -> {
                    return crowded();
                }
                case Line.Reached.Nowhere nowhere -> {
                    return nowhere(nowhere, strict);
                }
                case Line.Reached.Aborted() -> {
                    settling.release(rest);
                    return false;
                }
            }
        }
        return true;
    }

    private void transfer(RelayConnection connection, boolean used) {
        List<Ticket> taken = rest;
        long sent = time.nanoTime();
        List<RecipientOutcome> outcomes = outcomes(connection, taken);
        Duration took = Duration.ofNanos(time.nanoTime() - sent);
        var contact = Optional.of(Contact.of(connection.target(), connection.protection()));
        List<Judged> settled = new ArrayList<>();
        rest = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            var judged = new Judged(taken.get(i), outcomes.get(i), Cause.ATTEMPT, contact, took);
            if (outcomes.get(i) instanceof RecipientOutcome.Deferred(_, var other) && other) {
                rest.add(taken.get(i));
                deferred.put(taken.get(i), judged);
            } else {
                settled.add(judged);
            }
        }
        tellPlan(settled);
        if (!rest.isEmpty()) {
            line.drop();
            // A server that closes what it has kept open long enough is not one that says no.
            if (!used) {
                tried.add(connection.target().address());
            }
        }
        settling.settle(settled);
    }

    private List<RecipientOutcome> outcomes(RelayConnection connection, List<Ticket> tickets) {
        RecipientOutcome outcome;
        try {
            List<RecipientOutcome> outcomes = connection.transfer(transfer(tickets));
            if (outcomes.size() == tickets.size()) {
                return outcomes;
            }
            throw new IllegalStateException("not an outcome for each recipient");
        } catch (StoreException | UncheckedIOException e) {
            // What was not read to its end was not taken.
            journal.storeFailed("a message could not be read", e);
            outcome = new RecipientOutcome.Deferred(Words.OWN_FAULT, false);
        } catch (RuntimeException e) {
            journal.fault("a transfer failed by a fault of ours", e);
            outcome = new RecipientOutcome.Unknown(Words.OWN_FAULT);
        }
        line.drop();
        return Collections.nCopies(tickets.size(), outcome);
    }

    private Transfer transfer(List<Ticket> tickets) {
        QueueEntry first = group.first();
        return new Transfer(
                group.envelope(),
                tickets.stream()
                        .map(Ticket::entry)
                        .map(entry -> new Transfer.To(entry.recipient(), entry.options()))
                        .toList(),
                () -> queue.open(first));
    }

    private void tellPlan(List<Judged> settled) {
        for (Judged judged : settled) {
            if (judged.outcome() instanceof RecipientOutcome.Unknown(var reply)) {
                plan.deferred(group.site(), reply);
                return;
            }
        }
        if (!settled.isEmpty()) {
            plan.succeeded(group.site());
        }
    }

    private boolean crowded() {
        if (deferred.isEmpty()) {
            plan.crowded(new Group(group.site(), rest));
        } else {
            giveBackDeferred();
        }
        return false;
    }

    private boolean nowhere(Line.Reached.Nowhere nowhere, boolean strict) {
        if (line.isAborted()) {
            settling.release(rest);
        } else if (!deferred.isEmpty()) {
            giveBackDeferred();
        } else if (nowhere.refused()) {
            settling.settle(judged(nowhere, new RecipientOutcome.Failed(nowhere.reply())));
        } else {
            if (!strict) {
                plan.failed(group.site(), nowhere.reply());
            }
            settling.settle(judged(nowhere, new RecipientOutcome.Deferred(nowhere.reply(), false)));
        }
        return true;
    }

    private List<Judged> judged(Line.Reached.Nowhere nowhere, RecipientOutcome outcome) {
        Duration took = Duration.ofNanos(time.nanoTime() - began);
        return rest.stream()
                .map(ticket -> new Judged(ticket, outcome, Cause.ATTEMPT, nowhere.contact(), took))
                .toList();
    }

    private void giveBackDeferred() {
        List<Judged> last = rest.stream().map(deferred::get).filter(Objects::nonNull).toList();
        plan.deferred(group.site(), last.getLast().outcome().reply());
        settling.settle(last);
    }
}
