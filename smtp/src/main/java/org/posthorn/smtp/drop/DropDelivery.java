package org.posthorn.smtp.drop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.log.EventLine;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.smtp.dispatch.Dispatch;
import org.posthorn.smtp.dispatch.Routed;
import org.posthorn.smtp.header.HeaderDate;
import org.posthorn.smtp.header.HeaderFilter;
import org.posthorn.smtp.header.HeaderRules;
import org.posthorn.smtp.route.RouteTree;

/// Sends what was left on its way.
final class DropDelivery {
    private static final Logger LOG = System.getLogger(DropDelivery.class.getName());
    private static final int MOST_NAMED = 20;

    private final DropServices services;
    private final DropSettings settings;

    DropDelivery(DropServices services, DropSettings settings) {
        this.services = services;
        this.settings = settings;
    }

    /// Takes responsibility for a message, or for telling its user why not.
    ///
    /// @return whether that is done; else it is to be tried again, because somebody cannot be asked
    ///
    /// @throws BadDropException if it is no message
    boolean deliver(Dropped dropped, boolean last) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(dropped.file()))) {
            DropOrder order = DropOrder.read(in);
            DropHeader header = DropHeader.read(in);
            DropRights rights = rights(dropped.user());
            DropAuthor author = DropAuthor.of(rights, order, header.fields().from());
            HeaderRules rules =
                    HeaderRules.submitted(
                            rights.own().toString(), dropped.id(), services.limits().hostname());
            if (author.from().isPresent()) {
                rules = rules.replacing(HeaderRules.FROM, author.from().get());
            }
            try (IncomingBody body = services.store().newBody()) {
                Optional<String> flaw = write(in, header, rules, body);
                var recipients = new DropRecipients(services.router(), rights, author.sender());
                List<RouteTree> trees =
                        trees(
                                recipients,
                                DropRecipients.named(order, header.fields()),
                                rights.own().toString(),
                                author.refusal().or(() -> flaw));
                if (!last && trees.stream().anyMatch(DropDelivery::isUndecided)) {
                    return false;
                }
                dispatch(dropped, author.sender(), trees, body);
                return true;
            }
        }
    }

    /// What has no domain belongs to the one that accounts have, if there is one.
    private DropRights rights(String user) {
        List<DomainName> domains = services.directory().domains();
        DomainName domain =
                settings.domain()
                        .or(() ->
                                domains.size() == 1
                                        ? Optional.of(domains.getFirst())
                                        : Optional.empty())
                        .orElseGet(() -> new DomainName(services.limits().hostname()));
        return new DropRights(
                user,
                domain,
                settings.senders().stream()
                        .filter(each -> each.isOf(user))
                        .map(DropSender::sender)
                        .toList());
    }

    /// Writes the message, or as much of it as is taken.
    ///
    /// @return what is wrong with it
    private Optional<String> write(
            BufferedInputStream in, DropHeader header, HeaderRules rules, IncomingBody body)
            throws IOException {
        var filter = new HeaderFilter(body, rules);
        filter.write(header.octets(), 0, header.octets().length);
        body.write(header.rest());
        long most = services.limits().maxMessageOctets();
        LineEnds.copy(in, most - body.size(), (octets, length) -> body.write(octets, 0, length));
        if (body.size() > most) {
            return Optional.of("the message is larger than this server takes");
        }
        if (filter.count(HeaderRules.RECEIVED) >= services.limits().maxHops()) {
            return Optional.of("the message goes round in circles");
        }
        return filter.count(HeaderRules.FROM) > 1
                ? Optional.of("the message has several From fields")
                : Optional.empty();
    }

    private List<RouteTree> trees(
            DropRecipients recipients, Set<String> named, String own, Optional<String> refusal) {
        if (named.isEmpty()) {
            return List.of(recipients.refused(own, 554, "5.1.3", "no recipients are named"));
        }
        int most = services.limits().maxRecipients();
        Optional<String> why =
                refusal.or(() ->
                        named.size() > most
                                ? Optional.of("more than %d recipients are named".formatted(most))
                                : Optional.empty());
        return named.stream()
                .limit(most)
                .map(each ->
                        why.isPresent()
                                ? recipients.refused(each, 550, "5.7.1", why.get())
                                : recipients.route(each))
                .toList();
    }

    private static boolean isUndecided(RouteTree tree) {
        return tree.refusal().filter(refusal -> refusal.code() < 500).isPresent();
    }

    private void dispatch(
            Dropped dropped, String sender, List<RouteTree> trees, IncomingBody body) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ExaminedMessage message =
                services.store()
                        .examine(body)
                        .withPrologue(
                                "Received: by %s id %s;\r\n\t%s\r\n"
                                        .formatted(
                                                services.limits().hostname(),
                                                dropped.id(),
                                                HeaderDate.now()));
        var dispatched =
                services.dispatcher()
                        .dispatch(
                                new Dispatch(
                                        dropped.id(),
                                        sender,
                                        MessageOptions.NONE,
                                        message,
                                        trees.stream()
                                                .map(tree -> Routed.of(tree, RecipientOptions.NONE))
                                                .toList(),
                                        now,
                                        List.of(received(dropped, sender, trees, message, now)),
                                        false));
        EventLine.of("message accepted")
                .with("role", "local")
                .with("id", dropped.id())
                .with("user", dropped.user())
                .with("from", sender)
                .with("to", names(trees))
                .with("size", message.sizeOctets())
                .with("copies", dispatched.copies())
                .with("queued", dispatched.queued().size())
                .log(LOG);
    }

    private static List<String> names(List<RouteTree> trees) {
        return trees.stream()
                .limit(MOST_NAMED)
                .map(tree -> tree.query().recipient().toString())
                .toList();
    }

    private static DeliveryEvent received(
            Dropped dropped,
            String sender,
            List<RouteTree> trees,
            ExaminedMessage message,
            Instant now) {
        return new DeliveryEvent(
                now,
                Kind.RECEIVED,
                dropped.id(),
                sender,
                trees.size() == 1 ? trees.getFirst().query().recipient().toString() : "",
                new DeliveryEvent.Details()
                        .with(Detail.PROTOCOL, "local")
                        .with(Detail.ACCOUNT, dropped.user())
                        .with(Detail.SIZE, message.body().size())
                        .with(
                                Detail.MESSAGE_ID,
                                Optional.ofNullable(message.parsed().envelope().messageId())
                                        .map(id -> id.replaceAll("[<>]", "").strip()))
                        .with(Detail.RECIPIENTS, trees.size())
                        .build());
    }
}
