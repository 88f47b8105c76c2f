package org.posthorn.smtp.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.smtp.queue.Concern;
import org.posthorn.smtp.queue.Notices;
import org.posthorn.smtp.report.Happening;
import org.posthorn.smtp.report.Notice;
import org.posthorn.smtp.report.NoticeForm;
import org.posthorn.smtp.report.NoticeRecipient;
import org.posthorn.smtp.report.NoticeWriter;
import org.posthorn.smtp.route.RouteTree;

/// Writes to senders what became of their mail, and finds out where those letters go.
public final class Reports implements Notices {
    private final MailStore store;
    private final OutboundQueue queue;
    private final NoticeWriter writer;
    private final Function<String, RouteTree> routes;

    /// @param routes where mail with the null sender goes for an address
    public Reports(
            MailStore store,
            OutboundQueue queue,
            NoticeWriter writer,
            Function<String, RouteTree> routes) {
        this.store = store;
        this.queue = queue;
        this.writer = writer;
        this.routes = routes;
    }

    @Override
    public Optional<Posting> failed(List<Concern> concerns) {
        return report(
                concerns,
                concern ->
                        concern.reply().status().equals("5.4.7")
                                ? new Happening.Expired(concern.reply())
                                : new Happening.Failed(concern.reply()));
    }

    @Override
    public Optional<Posting> delayed(List<Concern> concerns) {
        return report(concerns, concern -> new Happening.Delayed(concern.reply(), concern.until()));
    }

    @Override
    public Optional<Posting> relayed(List<Concern> concerns) {
        return report(
                concerns,
                concern ->
                        concern.entry().destination().equals(QueueEntry.REPORTS)
                                ? new Happening.Delivered()
                                : new Happening.Relayed(concern.reply()));
    }

    private Optional<Posting> report(
            List<Concern> concerns, Function<Concern, Happening> happening) {
        QueueEntry first = concerns.getFirst().entry();
        RouteTree tree = routes.apply(first.envelope().sender());
        if (tree.refusal().isPresent()) {
            return Optional.empty();
        }
        var recipients = concerns.stream().map(each -> recipient(each, happening)).toList();
        var notice = new Notice(first.envelope(), recipients, () -> queue.open(first));
        String id = MessageIds.next();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        IncomingBody body = store.newBody();
        boolean done = false;
        try {
            NoticeForm form = writer.write(notice, id, now, new BodyOutput(body));
            var dispatch =
                    new Dispatch(
                            id,
                            "",
                            form.options(),
                            store.examine(body),
                            List.of(Routed.of(tree, RecipientOptions.NONE)),
                            now,
                            List.of(reported(first, id, now, concerns)),
                            true);
            var posting = new PostingPlan(store, queue, dispatch, _ -> Optional.empty()).posting();
            done = true;
            return Optional.of(posting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                body.close();
            }
        }
    }

    private static NoticeRecipient recipient(
            Concern concern, Function<Concern, Happening> happening) {
        return new NoticeRecipient(
                concern.entry().recipient(),
                concern.entry().options(),
                happening.apply(concern),
                concern.host().map(host -> new NoticeRecipient.Host(host, Optional.empty())),
                Optional.of(concern.at()),
                concern.entry().attempts() + 1);
    }

    private static DeliveryEvent reported(
            QueueEntry about, String id, Instant now, List<Concern> concerns) {
        String recipient = concerns.size() == 1 ? about.recipient() : "";
        return new DeliveryEvent(
                now,
                DeliveryEvent.Kind.REPORTED,
                about.envelope().id(),
                about.envelope().sender(),
                recipient,
                new DeliveryEvent.Details()
                        .with(Detail.REPORT, id)
                        .with(Detail.RECIPIENTS, concerns.size())
                        .build());
    }
}
