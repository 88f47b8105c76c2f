package org.posthorn.pop3;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import org.posthorn.mailbox.log.EventLine;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// Logs and counts what is refused: a line each, and one more for a session that goes on and on.
/// Logins have lines of their own, by the gate that all protocols share.
final class Pop3Journal {
    private static final Logger LOG = System.getLogger(Pop3Journal.class.getName());
    private static final int MAX_REFUSAL_LINES = 20;

    private final Counter refusals;

    Pop3Journal(PrometheusRegistry registry) {
        refusals =
                Counter.builder()
                        .name("posthorn_pop3_refusals_total")
                        .help("Replies that refuse, by response code.")
                        .labelNames("code")
                        .register(registry);
    }

    /// A command was answered.
    ///
    /// @param command a known one, or the name of those that are none
    void answered(Pop3Session session, String command, Pop3Reply reply) {
        switch (reply) {
            case Pop3Reply.Err(ResponseCode code, String text) ->
                    refused(session, command, code, text);
            case Pop3Reply.Goodbye(boolean ok, ResponseCode code, String text) -> {
                if (!ok) {
                    refused(session, command, code, text);
                }
            }
            case Pop3Reply.Ok _, Pop3Reply.BeginTls _, Pop3Reply.Lines _, Pop3Reply.Message _ -> {
                // Nothing was refused.
            }
        }
    }

    private void refused(Pop3Session session, String command, ResponseCode code, String text) {
        refusals.labelValues(code == ResponseCode.NONE ? "none" : code.name()).inc();
        if (session.countRefusal() <= MAX_REFUSAL_LINES && code != ResponseCode.AUTH) {
            line("command refused", session)
                    .with("command", command)
                    .with("reply", "-ERR " + code.prefix() + text)
                    .log(LOG);
        }
    }

    /// The session is over.
    void ended(Pop3Session session) {
        int more = session.refusals() - MAX_REFUSAL_LINES;
        if (more > 0) {
            line("more was refused", session).with("times", more).log(LOG);
        }
    }

    private static EventLine line(String event, Pop3Session session) {
        return EventLine.of(event)
                .with("session", session.connection().id())
                .with("protocol", "pop3")
                .with("address", session.connection().remoteAddress().getAddress())
                .with("account", session.account().map(account -> account.address()));
    }
}
