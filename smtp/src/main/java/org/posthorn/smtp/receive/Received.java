package org.posthorn.smtp.receive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.smtp.report.IncomingReport;
import org.posthorn.smtp.report.ReportReader;

/// What the delivery log says of a message that has come.
final class Received {
    private static final System.Logger LOG = System.getLogger(Received.class.getName());

    /// Of how many messages of ours a report is believed to tell.
    private static final int MOST_REPORTED = 5;

    private Received() {}

    static List<DeliveryEvent> events(
            Session session,
            Transaction transaction,
            String id,
            ExaminedMessage message,
            Instant now) {
        var events = new ArrayList<DeliveryEvent>();
        var details = client(session);
        details.with(Detail.SIZE, message.body().size())
                .with(Detail.MESSAGE_ID, messageId(message))
                .with(Detail.RECIPIENTS, transaction.recipients().size());
        String sender = transaction.sender().text();
        events.add(
                new DeliveryEvent(
                        now, Kind.RECEIVED, id, sender, recipient(transaction), details.build()));
        if (transaction.sender().isNull()) {
            report(session, message).ifPresent(report -> addReported(report, id, now, events));
        }
        return events;
    }

    /// What cannot be read tells nothing, and arrives like any other message.
    private static Optional<IncomingReport> report(Session session, ExaminedMessage message) {
        try {
            return new ReportReader(session.settings().hostname()).read(message);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a report of another server cannot be read", e);
            return Optional.empty();
        }
    }

    /// Who the client is.
    static DeliveryEvent.Details client(Session session) {
        return new DeliveryEvent.Details()
                .with(
                        Detail.CLIENT,
                        session.connection().remoteAddress().getAddress().getHostAddress())
                .with(Detail.HELLO, session.greeting().map(said -> said.client().value()))
                .with(Detail.TLS, session.connection().protection())
                .with(Detail.ACCOUNT, session.account().map(account -> account.address()))
                .with(Detail.PROTOCOL, session.role().name().toLowerCase(Locale.ROOT));
    }

    private static String recipient(Transaction transaction) {
        return transaction.recipients().size() == 1
                ? transaction.recipients().getFirst().text()
                : "";
    }

    private static Optional<String> messageId(ExaminedMessage message) {
        return Optional.ofNullable(message.parsed().envelope().messageId())
                .map(text -> text.replace("<", "").replace(">", "").strip());
    }

    private static void addReported(
            IncomingReport report, String id, Instant now, List<DeliveryEvent> events) {
        var first = report.recipients().getFirst();
        report.ourIds().stream()
                .limit(MOST_REPORTED)
                .forEach(ours ->
                        events.add(
                                new DeliveryEvent(
                                        now,
                                        Kind.REPORT_RECEIVED,
                                        ours,
                                        "",
                                        first.address(),
                                        new DeliveryEvent.Details()
                                                .with(Detail.REPORT, id)
                                                .with(
                                                        Detail.REPLY,
                                                        first.status() + " " + first.diagnostic())
                                                .build())));
    }
}
