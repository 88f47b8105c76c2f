package org.posthorn.smtp.queue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.posthorn.mailbox.log.EventLine;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Logs and counts what the queue does: a line for each attempt, and one for all that a site that
/// does not answer keeps waiting.
final class QueueJournal {
    private static final Logger LOG = System.getLogger(QueueJournal.class.getName());

    private final FailureLog failures = new FailureLog(LOG);
    private final PrometheusRegistry registry;
    private final Counter outcomes;
    private final Gauge oldest;

    QueueJournal(PrometheusRegistry registry) {
        this.registry = registry;
        outcomes =
                Counter.builder()
                        .name("posthorn_queue_outcomes_total")
                        .help("What became of entries of the queue, each time.")
                        .labelNames("outcome")
                        .register(registry);
        oldest =
                Gauge.builder()
                        .name("posthorn_queue_oldest_seconds")
                        .help("How long ago the message arrived that has waited longest.")
                        .register(registry);
    }

    /// Shows a number as it is when somebody asks.
    void show(String name, String help, IntSupplier number) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) number.getAsInt()))
                .register(registry);
    }

    void oldest(Duration age) {
        oldest.set((double) Math.max(0, age.toSeconds()));
    }

    /// It is on disk.
    void decided(Decision decision) {
        Judged judged = decision.judged();
        String outcome =
                judged.outcome() instanceof RecipientOutcome.Unknown
                        ? "unknown"
                        : decision.fate().name().toLowerCase(Locale.ROOT);
        outcomes.labelValues(outcome).inc();
        switch (decision.fate()) {
            case DELIVERED -> line("delivered to another server", decision).log(LOG);
            case FAILED -> line("failed", decision).log(LOG);
            case UNREPORTED -> line("report put off", decision).log(LOG);
            case EXPIRED -> line("expired", decision).log(LOG);
            case DEFERRED -> {
                if (judged.cause() != Cause.PUT_OFF) {
                    line("deferred", decision).log(LOG);
                }
            }
            case TOLD -> line("delay told", decision).log(LOG);
        }
    }

    private static EventLine line(String event, Decision decision) {
        Judged judged = decision.judged();
        EventLine line =
                line(event, judged.ticket())
                        .with("attempt", judged.ticket().entry().attempts() + 1)
                        .with("host", judged.contact().map(Contact::host))
                        .with("address", judged.contact().map(Contact::address))
                        .with("tls", judged.contact().flatMap(Contact::tls));
        if (judged.contact().isPresent()) {
            line.with("ms", judged.took().toMillis());
        }
        if (decision.pause() != null) {
            line.with("again", decision.pause().truncatedTo(ChronoUnit.SECONDS));
        }
        return line.with("reply", decision.reply());
    }

    private static EventLine line(String event, Ticket ticket) {
        QueueEntry entry = ticket.entry();
        return EventLine.of(event)
                .with("id", entry.envelope().id())
                .with("entry", entry.id())
                .with("from", entry.envelope().sender())
                .with("to", entry.recipient())
                .with("hop", entry.destination());
    }

    /// A destination or site is left alone for a while.
    void putOff(String name, Health health, long now) {
        RemoteReply reply = health.reply();
        EventLine.of("destination put off")
                .with("hop", name)
                .with("failures", health.failures())
                .with("again", Duration.ofSeconds((health.until() - now) / 1_000_000_000L))
                .with("reply", reply == null ? "" : reply)
                .log(LOG);
    }

    void answersAgain(String name) {
        EventLine.of("destination answers again").with("hop", name).log(LOG);
    }

    /// Somebody else has an entry that was worked on here.
    void lost(Judged judged) {
        boolean twice = judged.outcome() instanceof RecipientOutcome.Taken;
        outcomes.labelValues(twice ? "lost_delivered" : "lost").inc();
        LOG.log(
                twice ? Level.ERROR : Level.WARNING,
                line(
                                twice
                                        ? "delivered without a lease, maybe again"
                                        : "lease of an entry lost",
                                judged.ticket())
                        .with("reply", judged.outcome().reply())
                        .toString());
    }

    /// Somebody else has an entry that was not begun with, or nobody knows who has it.
    void lostEarly(Ticket ticket) {
        outcomes.labelValues("lost").inc();
        failures.refused(
                Level.WARNING,
                "an entry was not begun with",
                new LeaseLostException(ticket.entry().id()));
    }

    /// The outcome could not be written down in all that time.
    void givenUp(Judged judged) {
        outcomes.labelValues("not_settled").inc();
        LOG.log(
                Level.ERROR,
                line("outcome not written down, it will be tried again", judged.ticket())
                        .with("reply", judged.outcome().reply())
                        .toString());
    }

    /// The storage did not take outcomes, and will be asked again.
    void notSettled(List<Judged> outcomes, RuntimeException e) {
        boolean delivered =
                outcomes.stream()
                        .anyMatch(judged -> judged.outcome() instanceof RecipientOutcome.Taken);
        failures.failed(
                delivered ? Level.ERROR : Level.WARNING,
                delivered
                        ? "a delivery could not be written down yet"
                        : "an outcome could not be written down yet",
                e);
    }

    void storeFailed(String what, RuntimeException e) {
        failures.failed(Level.WARNING, what, e);
    }

    /// We did something wrong.
    void fault(String what, Throwable e) {
        failures.failed(Level.ERROR, what, e);
    }
}
