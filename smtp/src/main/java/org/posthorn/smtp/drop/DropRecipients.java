package org.posthorn.smtp.drop;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.smtp.route.PermittedSender;
import org.posthorn.smtp.route.RouteNode;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.RouteQuery.Recipient;
import org.posthorn.smtp.route.RouteTree;
import org.posthorn.smtp.route.Router;

/// For whom a message is that was left, and where it goes.
record DropRecipients(Router router, DropRights rights, String sender) {
    private static final Set<String> POSTMASTERS = Set.of("root", "postmaster", "mailer-daemon");

    /// Those that were named, each once.
    static Set<String> named(DropOrder order, Envelope fields) {
        Set<String> all = new LinkedHashSet<>();
        order.to().stream().map(DropRecipients::withoutBrackets).forEach(all::add);
        if (order.readsHeader()) {
            Stream.of(fields.to(), fields.cc(), fields.bcc())
                    .flatMap(Collection::stream)
                    .flatMap(each -> text(each).stream())
                    .forEach(all::add);
        }
        return all;
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("<") && text.endsWith(">")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /// Nothing where a group begins or ends.
    private static Optional<String> text(Envelope.Address address) {
        if (address.mailbox() == null || address.host() == null) {
            return Optional.empty();
        }
        return Optional.of(
                address.host().equals(DropAuthor.MISSING_DOMAIN)
                        ? address.mailbox()
                        : address.mailbox() + "@" + address.host());
    }

    /// Where mail for a recipient goes.
    RouteTree route(String recipient) {
        String whole = recipient.indexOf('@') < 0 ? recipient + "@" + rights.domain() : recipient;
        Optional<EmailAddress> address = PermittedSender.address(whole);
        if (address.isEmpty()) {
            return refused(recipient, 553, "5.1.3", "this is not an address");
        }
        RouteTree tree = tree(new Recipient.Address(address.get(), whole));
        return tree.refusal().filter(RouteNode.Refuse::isUnknown).isPresent()
                        && POSTMASTERS.contains(recipient)
                ? tree(new Recipient.Postmaster())
                : tree;
    }

    private RouteTree tree(Recipient recipient) {
        return router.route(query(recipient));
    }

    /// That of a recipient who does not get it.
    RouteTree refused(String recipient, int code, String status, String why) {
        return new RouteTree(
                query(new Recipient.Literal(recipient)),
                new RouteNode.Refuse(code, status, why, ""),
                List.of());
    }

    private RouteQuery query(Recipient recipient) {
        return new RouteQuery(sender, Optional.empty(), rights.mayRelay(), recipient);
    }
}
