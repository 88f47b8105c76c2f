package org.posthorn.imap;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.posthorn.net.CommandMeters;

/// The figures of IMAP: what sessions do now, how long commands take, and what is refused. One for
/// a server.
public final class ImapMeters {
    private static final String NO_CODE = "none";

    private final CommandMeters.Meter commands;
    private final Gauge sessions;
    private final Counter refusals;
    private final Counter appended;

    public ImapMeters(CommandMeters commandMeters, PrometheusRegistry registry) {
        commands = commandMeters.of("imap", Commands.verbs());
        sessions =
                Gauge.builder()
                        .name("posthorn_imap_sessions")
                        .help("IMAP sessions by what they do now.")
                        .labelNames("state")
                        .register(registry);
        for (Phase phase : Phase.values()) {
            sessions.initLabelValues(phase.label());
        }
        refusals =
                Counter.builder()
                        .name("posthorn_imap_refusals")
                        .help("IMAP commands answered NO or BAD, by response code.")
                        .labelNames("status", "code")
                        .register(registry);
        appended =
                Counter.builder()
                        .name("posthorn_imap_messages_appended")
                        .help("Messages that came by APPEND.")
                        .register(registry);
    }

    /// What a session does; an idle one has said IDLE.
    enum Phase {
        NOT_AUTHENTICATED,
        AUTHENTICATED,
        SELECTED,
        IDLE;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param since when the command's last octet had come, or, where it is a conversation of its
    ///   own, the client's last words; in [System#nanoTime()]
    void followed(String verb, long since) {
        commands.followed(verb, since);
    }

    /// Codes with arguments are told of successes only, but for MODIFIED.
    void refused(Reply reply) {
        String code =
                reply.code() instanceof Enum<?> plain
                        ? plain.name().toLowerCase(Locale.ROOT)
                        : NO_CODE;
        refusals.labelValues(reply.status().name().toLowerCase(Locale.ROOT), code).inc();
    }

    void appended(int messages) {
        appended.inc(messages);
    }

    /// Follows one session; for one thread at a time.
    SessionMeter session() {
        return new SessionMeter();
    }

    final class SessionMeter {
        private @Nullable Phase phase;

        private SessionMeter() {}

        void is(Phase next) {
            if (phase != next) {
                ended();
                sessions.labelValues(next.label()).inc();
                phase = next;
            }
        }

        void ended() {
            Phase last = phase;
            if (last != null) {
                sessions.labelValues(last.label()).dec();
                phase = null;
            }
        }
    }
}
