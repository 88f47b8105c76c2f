package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.outbound.DeliveryEventSource;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.StoreException;

/// Requests that change what waits in the queue, each entry in a commit of its own that the
/// delivery log tells of.
///
/// A request does as much as it can in some seconds, and says how to go on.
record QueueActions(OutboundQueue queue, QueueControl control, DeliveryLog log) {
    private static final int MOST = 1000;
    private static final Duration ENOUGH = Duration.ofSeconds(15);

    /// What came of wanting a change of an entry.
    enum Outcome {
        CHANGED,
        /// Changed, but it was being sent at that moment, and may have gone out.
        CHANGED_UNDER_WAY,
        /// Left as it is, because it is being sent.
        UNDER_WAY,
        /// There is nothing to change, or it is gone.
        NOTHING
    }

    /// Changes one entry.
    private interface Change {
        Outcome apply(QueueEntry entry, boolean isLeased);
    }

    /// Entries become due, and their destinations are tried whatever they said lately. What is held
    /// stays so, and what somebody is at work on is left to them: another attempt beside theirs
    /// could deliver it twice.
    Answer retry(Request request) throws InvalidRequestException {
        Change change =
                (entry, isLeased) -> {
                    if (entry.isHeld()) {
                        return Outcome.NOTHING;
                    }
                    return isLeased
                            ? Outcome.UNDER_WAY
                            : changed(
                                    queue.reschedule(
                                            entry,
                                            Duration.ZERO,
                                            event(
                                                    Kind.RELEASED,
                                                    "an administrator wants it tried now")),
                                    false);
                };
        return each(request, change, control::retryNow);
    }

    Answer hold(Request request) throws InvalidRequestException {
        Change change =
                (entry, isLeased) ->
                        entry.isHeld()
                                ? Outcome.NOTHING
                                : changed(
                                        queue.reschedule(
                                                entry.id(),
                                                Optional.empty(),
                                                event(Kind.HELD, "by an administrator")),
                                        isLeased);
        return each(request, change, _ -> {});
    }

    Answer release(Request request) throws InvalidRequestException {
        Change change =
                (entry, _) ->
                        entry.isHeld()
                                ? changed(
                                        queue.reschedule(
                                                entry,
                                                Duration.ZERO,
                                                event(Kind.RELEASED, "by an administrator")),
                                        false)
                                : Outcome.NOTHING;
        return each(request, change, control::wake);
    }

    /// Removes entries, or lets their senders be told, and removes them then.
    Answer remove(Request request) throws InvalidRequestException {
        if (!request.queriedFlag("bounce")) {
            Change change =
                    (entry, isLeased) ->
                            changed(
                                    queue.remove(
                                            entry.id(),
                                            event(Kind.DISCARDED, "by an administrator")),
                                    isLeased);
            return each(request, change, _ -> {});
        }
        var bounces = new QueueBounces(queue);
        Change change =
                (entry, isLeased) -> {
                    if (entry.destination().equals(QueueEntry.REPORTS)) {
                        return Outcome.NOTHING;
                    }
                    return bounces.bounce(entry) ? changed(true, isLeased) : Outcome.UNDER_WAY;
                };
        return each(request, change, _ -> control.wake(QueueEntry.REPORTS));
    }

    private static Outcome changed(boolean done, boolean isLeased) {
        if (!done) {
            return Outcome.NOTHING;
        }
        return isLeased ? Outcome.CHANGED_UNDER_WAY : Outcome.CHANGED;
    }

    /// @param wake told the destinations of what was changed or is under way
    private Answer each(Request request, Change change, Consumer<String> wake)
            throws InvalidRequestException {
        int most = request.queriedNumber("most", MOST).orElse(MOST);
        QueueScan scan = QueueScan.of(request, queue, log);
        if (scan.isOfAll() && !request.queriedFlag("all")) {
            throw new InvalidRequestException(
                    "Say which entries: \"entry\", \"to\", \"from\", \"destination\", \"id\","
                            + " \"older-than\" or \"held\", or \"all\".");
        }
        var run = new Run(scan, change);
        try {
            run.go(most);
        } finally {
            run.destinations.forEach(wake);
        }
        Optional<String> one = request.queriedText("entry");
        return one.isPresent() && run.isEmpty() ? QueueEntries.unknown(one.get()) : run.answer();
    }

    private final class Run {
        private final QueueScan scan;
        private final Change change;
        private final Set<String> destinations = new HashSet<>();
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private String next = "";

        Run(QueueScan scan, Change change) {
            this.scan = scan;
            this.change = change;
        }

        /// Where the storage fails on the way, what was done is told, and who goes on hears why it
        /// fails.
        void go(int most) {
            long since = System.nanoTime();
            try {
                Optional<QueueEntry> entry = scan.following();
                while (entry.isPresent()) {
                    note(entry.get());
                    if (changes() >= most || System.nanoTime() - since > ENOUGH.toNanos()) {
                        next = scan.next();
                        return;
                    }
                    entry = scan.following();
                }
            } catch (StoreException e) {
                if (changes() == 0) {
                    throw e;
                }
                next = scan.next();
            }
        }

        /// Looks at the entry once more: since its page was read, others may have worked on it.
        private void note(QueueEntry listed) {
            Outcome outcome =
                    queue.find(listed.id())
                            .filter(scan::isMeant)
                            .map(entry ->
                                    change.apply(entry, QueueEntries.isLeased(entry, queue.now())))
                            .orElse(Outcome.NOTHING);
            outcomes.merge(outcome, 1, Integer::sum);
            if (outcome != Outcome.NOTHING) {
                destinations.add(listed.destination());
            }
        }

        private int count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }

        private int changes() {
            return count(Outcome.CHANGED) + count(Outcome.CHANGED_UNDER_WAY);
        }

        boolean isEmpty() {
            return outcomes.isEmpty();
        }

        Answer answer() {
            return Answer.of(
                    JsonObject.builder()
                            .set("changed", changes())
                            .set("unchanged", count(Outcome.NOTHING))
                            .set("leftUnderWay", count(Outcome.UNDER_WAY))
                            .set("changedUnderWay", count(Outcome.CHANGED_UNDER_WAY))
                            .set("next", next)
                            .build());
        }
    }

    private DeliveryEventSource event(Kind kind, String why) {
        return event(queue.now(), kind, why);
    }

    static DeliveryEventSource event(Instant now, Kind kind, String why) {
        return entry ->
                new DeliveryEvent(
                        now,
                        kind,
                        entry.envelope().id(),
                        entry.envelope().sender(),
                        entry.recipient(),
                        new DeliveryEvent.Details()
                                .with(Detail.ENTRY, entry.id())
                                .with(Detail.NEXT_HOP, entry.destination())
                                .with(Detail.RULE, why)
                                .build());
    }
}
