package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.smtp.queue.Decision.Fate;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Makes settlements of outcomes: who is done, who waits and how long, who is told, what is logged.
final class Decider {
    /// Nothing comes back sooner.
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    private final QueueSettings settings;
    private final Backoff backoff;
    private final Notices notices;
    private final Claimant claimant;

    Decider(QueueParts parts, Backoff backoff) {
        settings = parts.settings();
        notices = parts.notices();
        claimant = parts.claimant();
        this.backoff = backoff;
    }

    /// What follows from outcomes.
    ///
    /// @param unreported ids of messages whose senders cannot be told now: what has failed waits to
    ///   be reported
    /// @throws NoticeException when a report cannot be written
    Draft draft(List<Judged> outcomes, Instant exactly, Set<String> unreported) {
        Instant now = exactly.truncatedTo(ChronoUnit.MILLIS);
        var draft = new Collected(now);
        for (Judged judged : outcomes) {
            boolean mayReport = !unreported.contains(envelopeOf(judged));
            draft.add(decide(judged, now, mayReport), mayReport);
        }
        return draft.finish();
    }

    private static String envelopeOf(Judged judged) {
        return judged.ticket().entry().envelope().id();
    }

    private Decision decide(Judged judged, Instant now, boolean mayReport) {
        return switch (judged.outcome()) {
            case RecipientOutcome.Taken(var reply, _) ->
                    new Decision(judged, Fate.DELIVERED, reply, null);
            case RecipientOutcome.Failed(var reply) -> {
                // A report that nobody could write in twice the time is none.
                boolean given =
                        judged.cause() == Cause.REPORT && isOlder(judged.ticket().entry(), now, 2);
                yield lost(judged, Fate.FAILED, reply, mayReport || given);
            }
            case RecipientOutcome.Deferred(var reply, _) -> later(judged, reply, now, mayReport);
            case RecipientOutcome.Unknown(var reply) -> later(judged, reply, now, mayReport);
        };
    }

    private boolean isOlder(QueueEntry entry, Instant now, int times) {
        return age(entry, now).compareTo(settings.expiry().multipliedBy(times)) >= 0;
    }

    private Decision lost(Judged judged, Fate fate, RemoteReply reply, boolean mayReport) {
        QueueEntry entry = judged.ticket().entry();
        return mayReport || !isTold(entry, NotifyOn.FAILURE)
                ? new Decision(judged, fate, reply, null)
                : new Decision(
                        judged, Fate.UNREPORTED, reply, backoff.ofEntry(entry.attempts() + 1));
    }

    private Decision later(Judged judged, RemoteReply reply, Instant now, boolean mayReport) {
        QueueEntry entry = judged.ticket().entry();
        Duration age = age(entry, now);
        if (judged.cause() != Cause.REPORT && age.compareTo(settings.expiry()) >= 0) {
            return lost(judged, Fate.EXPIRED, Words.expired(reply), mayReport);
        }
        return judged.cause() == Cause.OVERDUE
                ? new Decision(judged, Fate.TOLD, reply, Duration.ZERO)
                : new Decision(judged, Fate.DEFERRED, reply, pause(entry, age));
    }

    /// Never beyond the moment at which something has to be said of it.
    private Duration pause(QueueEntry entry, Duration age) {
        Duration pause = backoff.ofEntry(entry.attempts() + 1);
        pause = least(pause, settings.expiry().minus(age));
        if (!entry.delayTold() && age.compareTo(settings.delayNotice()) < 0) {
            pause = least(pause, settings.delayNotice().minus(age));
        }
        return pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration age(QueueEntry entry, Instant now) {
        return Duration.between(entry.envelope().arrived(), now);
    }

    private static boolean isTold(QueueEntry entry, NotifyOn event) {
        return !entry.envelope().hasNullSender() && entry.options().wants(event);
    }

    /// Whether it is time for a delay notice that the sender wants.
    boolean isDelayNoticeDue(QueueEntry entry, Instant now) {
        return !entry.delayTold()
                && age(entry, now).compareTo(settings.delayNotice()) >= 0
                && isTold(entry, NotifyOn.DELAY);
    }

    private final class Collected {
        private final Instant now;
        private final List<Decision> decisions = new ArrayList<>();
        private final List<QueueEntry> done = new ArrayList<>();
        private final List<Postponed> postponed = new ArrayList<>();
        private final List<DeliveryEvent> events = new ArrayList<>();

        /// By message and whom to tell: what is forwarded has another sender.
        private final Map<String, List<Concern>> failed = new LinkedHashMap<>();

        private final Map<String, List<Concern>> delayed = new LinkedHashMap<>();
        private final Map<String, List<Concern>> relayed = new LinkedHashMap<>();

        Collected(Instant now) {
            this.now = now;
        }

        void add(Decision decision, boolean mayReport) {
            decisions.add(decision);
            QueueEntry entry = decision.ticket().entry();
            switch (decision.fate()) {
                case DELIVERED -> {
                    done.add(entry);
                    if (mayReport && isRelayedNoticeDue(decision)) {
                        concern(relayed, decision);
                    }
                }
                case FAILED, EXPIRED -> {
                    done.add(entry);
                    if (mayReport && isTold(entry, NotifyOn.FAILURE)) {
                        concern(failed, decision);
                    }
                }
                case DEFERRED, TOLD -> {
                    boolean tells = mayReport && isDelayNoticeDue(entry, now);
                    if (tells) {
                        concern(delayed, decision);
                    }
                    postpone(decision, entry.destination(), entry.delayTold() || tells);
                }
                case UNREPORTED -> postpone(decision, QueueEntry.REPORTS, entry.delayTold());
            }
            boolean isStored =
                    decision.fate() == Fate.DELIVERED && decision.judged().cause() == Cause.REPORT;
            if (decision.fate() != Fate.TOLD && !isStored) {
                events.add(event(decision));
            }
        }

        private void postpone(Decision decision, String destination, boolean delayTold) {
            QueueEntry entry = decision.ticket().entry();
            boolean tried = decision.judged().cause() != Cause.OVERDUE;
            boolean maybeTaken =
                    decision.ticket().isMaybeTaken()
                            || decision.judged().outcome() instanceof RecipientOutcome.Unknown;
            Duration pause = decision.pause() == null ? Duration.ZERO : decision.pause();
            postponed.add(
                    new Postponed(
                            entry,
                            destination,
                            pause,
                            entry.attempts() + (tried ? 1 : 0),
                            tried || entry.reply().isEmpty()
                                    ? Words.kept(decision.reply(), maybeTaken)
                                    : entry.reply(),
                            delayTold));
        }

        private void concern(Map<String, List<Concern>> concerns, Decision decision) {
            QueueEntry entry = decision.ticket().entry();
            String message = entry.envelope().id() + " " + entry.envelope().sender();
            concerns.computeIfAbsent(message, _ -> new ArrayList<>())
                    .add(
                            new Concern(
                                    entry,
                                    decision.reply(),
                                    decision.judged().contact().map(Contact::host),
                                    now,
                                    entry.envelope().arrived().plus(settings.expiry())));
        }

        private DeliveryEvent event(Decision decision) {
            QueueEntry entry = decision.ticket().entry();
            Judged judged = decision.judged();
            var details =
                    new DeliveryEvent.Details()
                            .with(Detail.ENTRY, entry.id())
                            .with(Detail.REPLY, decision.reply())
                            .with(Detail.HOST, judged.contact().map(Contact::host))
                            .with(Detail.ADDRESS, judged.contact().map(Contact::address))
                            .with(Detail.TLS, judged.contact().flatMap(Contact::tls))
                            .with(Detail.NEXT_HOP, entry.destination());
            if (judged.cause() == Cause.ATTEMPT || judged.cause() == Cause.PUT_OFF) {
                details.with(Detail.ATTEMPT, entry.attempts() + 1);
            }
            if (judged.contact().isPresent()) {
                details.with(Detail.MILLISECONDS, judged.took().toMillis());
            }
            if (decision.ticket().isMaybeTaken() && judged.cause() == Cause.ATTEMPT) {
                details.with(Detail.REPEATED, true);
            }
            if (decision.pause() != null) {
                details.with(Detail.NEXT_ATTEMPT, now.plus(decision.pause()));
            }
            return new DeliveryEvent(
                    now,
                    kind(decision.fate()),
                    entry.envelope().id(),
                    entry.envelope().sender(),
                    entry.recipient(),
                    details.build());
        }

        Draft finish() {
            List<Posting> postings = new ArrayList<>();
            write(failed, notices::failed, postings);
            write(delayed, notices::delayed, postings);
            write(relayed, notices::relayed, postings);
            return new Draft(
                    new Settlement(claimant, done, postponed, postings, events), decisions);
        }

        /// Adds a report about each message, or frees all that were written.
        private void write(
                Map<String, List<Concern>> concerns,
                Function<List<Concern>, Optional<Posting>> writer,
                List<Posting> postings) {
            concerns.values()
                    .forEach(these -> {
                        try {
                            writer.apply(List.copyOf(these)).ifPresent(postings::add);
                        } catch (RuntimeException e) {
                            postings.forEach(posting -> posting.message().body().close());
                            throw new NoticeException(these.getFirst().entry().envelope().id(), e);
                        }
                    });
        }
    }

    private static boolean isRelayedNoticeDue(Decision decision) {
        return decision.judged().outcome() instanceof RecipientOutcome.Taken taken
                && !taken.passesNotices()
                && isTold(decision.ticket().entry(), NotifyOn.SUCCESS);
    }

    private static DeliveryEvent.Kind kind(Fate fate) {
        return switch (fate) {
            case DELIVERED -> DeliveryEvent.Kind.DELIVERED;
            case FAILED -> DeliveryEvent.Kind.FAILED;
            case EXPIRED -> DeliveryEvent.Kind.EXPIRED;
            case DEFERRED, UNREPORTED, TOLD -> DeliveryEvent.Kind.DEFERRED;
        };
    }
}
