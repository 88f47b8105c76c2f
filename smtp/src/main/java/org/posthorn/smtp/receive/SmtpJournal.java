package org.posthorn.smtp.receive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.lang.System.Logger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.log.EventLine;
import org.posthorn.mailbox.log.LineAllowance;
import org.posthorn.mailbox.login.ClientNetwork;
import org.posthorn.net.Connection;
import org.posthorn.smtp.dispatch.Dispatched;

/// Logs and counts what becomes of messages and of commands that are refused: a line each.
///
/// The lines of refusals are bounded: after its first ones a session has one more, at its end, with
/// the number of the others, and all sessions of a network share an allowance. Logins have lines of
/// their own, by the gate that all protocols share.
final class SmtpJournal {
    private static final Logger LOG = System.getLogger(SmtpJournal.class.getName());

    /// A list with stale addresses, or a client that tries a few things, is told whole.
    private static final int MAX_REFUSAL_LINES = 20;

    private static final int MAX_NAMED_RECIPIENTS = 20;

    private final LineAllowance<ClientNetwork> lines = new LineAllowance<>();
    private final Counter messages;
    private final Counter recipients;
    private final Counter octets;
    private final Counter refusals;
    private final RefusalLog refusalLog;

    SmtpJournal(PrometheusRegistry registry, DeliveryLog log) {
        refusalLog = new RefusalLog(log);
        messages =
                counter("posthorn_messages_accepted_total", "Messages that were stored.", "role")
                        .register(registry);
        recipients =
                counter(
                                "posthorn_message_recipients_total",
                                "Recipients of the messages that were stored.",
                                "role")
                        .register(registry);
        octets =
                counter(
                                "posthorn_messages_accepted_bytes_total",
                                "What the messages that were stored had in octets.",
                                "role")
                        .unit(Unit.BYTES)
                        .register(registry);
        refusals =
                counter(
                                "posthorn_smtp_refusals_total",
                                "Replies that refuse, by code and enhanced code.",
                                "role",
                                "reply")
                        .register(registry);
    }

    private static Counter.Builder counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels);
    }

    /// A message has been stored.
    ///
    /// @param dispatched where it is
    void accepted(
            Session session, Transaction transaction, Arrival arrival, Dispatched dispatched) {
        String role = role(session);
        messages.labelValues(role).inc();
        recipients.labelValues(role).inc(transaction.recipients().size());
        octets.labelValues(role).inc(arrival.body().size());
        message("message accepted", session, transaction, arrival)
                .with("copies", dispatched.copies())
                .with("queued", Optional.of(dispatched.queued().size()).filter(some -> some > 0))
                .log(LOG);
    }

    /// A message has come and is not kept.
    void refused(Session session, Transaction transaction, Arrival arrival, Reply reply) {
        count(session, reply);
        session.markTold();
        transaction.recipients().stream()
                .limit(MAX_NAMED_RECIPIENTS)
                .forEach(recipient -> note(session, transaction, arrival, recipient, reply));
        if (mayTell(session)) {
            message("message refused", session, transaction, arrival)
                    .with("reply", text(reply))
                    .log(LOG);
        }
    }

    /// A message is kept, but not for this recipient.
    void refused(
            Session session,
            Transaction transaction,
            Arrival arrival,
            Recipient recipient,
            Reply reply) {
        count(session, reply);
        session.markTold();
        note(session, transaction, arrival, recipient, reply);
        if (mayTell(session)) {
            message("message refused", session, transaction, arrival, List.of(recipient))
                    .with("reply", text(reply))
                    .log(LOG);
        }
    }

    private void note(
            Session session,
            Transaction transaction,
            Arrival arrival,
            Recipient recipient,
            Reply reply) {
        refusalLog.note(
                session, arrival.id(), transaction.sender().text(), recipient.text(), reply);
    }

    /// A command was answered.
    ///
    /// @param argument what stood behind the verb, which is shown only where it is an address
    void answered(Session session, String verb, String argument, Answer answer) {
        boolean told = session.takeTold();
        if (!told && answer instanceof Reply reply && reply.code() >= 400 && !isLogin(reply)) {
            count(session, reply);
            noteAddress(session, verb, argument, reply);
            if (mayTell(session)) {
                EventLine line = line("command refused", session).with("command", verb);
                withAddress(line, session, verb, argument);
                line.with("reply", text(reply)).log(LOG);
            }
        }
    }

    /// Only addresses are kept of what a client says.
    private void noteAddress(Session session, String verb, String argument, Reply reply) {
        try {
            switch (verb) {
                case "MAIL" ->
                        refusalLog.note(
                                session,
                                "",
                                PathParser.reversePath(argument).path().text(),
                                "",
                                reply);
                case "RCPT" -> {
                    String sender =
                            session.transaction().map(open -> open.sender().text()).orElse("");
                    String recipient = forward(PathParser.forwardPath(argument, true).path());
                    refusalLog.note(session, "", sender, recipient, reply);
                }
                default -> {
                    // It is about no message.
                }
            }
        } catch (CommandException _) {
            // Nor is what is no address.
        }
    }

    /// The gate has told of it.
    private static boolean isLogin(Reply reply) {
        return reply.equals(Reply.BAD_LOGIN)
                || reply.equals(Reply.LOGIN_PUT_OFF)
                || reply.equals(Reply.TOO_MANY_LOGINS);
    }

    private static void withAddress(EventLine line, Session session, String verb, String argument) {
        session.transaction().ifPresent(open -> line.with("from", open.sender()));
        try {
            if (verb.equals("MAIL")) {
                line.with("from", PathParser.reversePath(argument).path());
            } else if (verb.equals("RCPT")) {
                line.with("to", forward(PathParser.forwardPath(argument, true).path()));
            }
        } catch (CommandException _) {
            // What is no address may be anything, a password too.
        }
    }

    private static String forward(ForwardPath path) {
        return switch (path) {
            case ForwardPath.Postmaster() -> "postmaster";
            case ForwardPath.Address(var address, _) -> address.toString();
            case ForwardPath.Literal(var text) -> text;
        };
    }

    /// The session is over.
    void ended(Session session) {
        int more = session.untoldRefusals();
        if (more > 0 && lines.take(network(session))) {
            line("more was refused", session).with("times", more).log(LOG);
        }
    }

    private void count(Session session, Reply reply) {
        refusals.labelValues(role(session), (reply.code() + " " + reply.status()).strip()).inc();
    }

    private boolean mayTell(Session session) {
        if (session.toldRefusals() < MAX_REFUSAL_LINES && lines.take(network(session))) {
            session.countTold();
            return true;
        }
        session.countUntold();
        return false;
    }

    private static ClientNetwork network(Session session) {
        return ClientNetwork.of(session.connection().remoteAddress().getAddress());
    }

    private static EventLine message(
            String event, Session session, Transaction transaction, Arrival arrival) {
        return message(event, session, transaction, arrival, transaction.recipients());
    }

    private static EventLine message(
            String event,
            Session session,
            Transaction transaction,
            Arrival arrival,
            List<Recipient> recipients) {
        return line(event, session)
                .with("id", arrival.id())
                .with("size", arrival.body().size())
                .with("from", transaction.sender())
                .with("to", names(recipients));
    }

    private static String names(List<Recipient> recipients) {
        String names =
                recipients.stream()
                        .limit(MAX_NAMED_RECIPIENTS)
                        .map(Recipient::text)
                        .collect(Collectors.joining(","));
        int more = recipients.size() - MAX_NAMED_RECIPIENTS;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    /// What we know ourselves, and then what the client says of itself.
    private static EventLine line(String event, Session session) {
        Connection connection = session.connection();
        return EventLine.of(event)
                .with("session", connection.id())
                .with("protocol", role(session))
                .with("address", connection.remoteAddress().getAddress())
                .with("tls", connection.protection())
                .with("account", session.account().map(account -> account.address()))
                .with("client", session.greeting().map(Greeting::client));
    }

    private static String role(Session session) {
        return session.role().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Reply reply) {
        return String.join(" / ", reply.print());
    }
}
