package org.posthorn.smtp.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.routes.RelayName;
import org.posthorn.mailbox.routes.Routes;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.smtp.queue.NextHop;
import org.posthorn.smtp.queue.NextHops;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.TlsRule;
import org.posthorn.smtp.route.RelayTerms;
import org.posthorn.smtp.route.RouteQuery;
import org.posthorn.smtp.route.Router;

/// Where destinations lead, by what an administrator has set up at this moment.
public final class ConfiguredHops implements NextHops {
    private static final String EXCHANGE = "mx:";
    private static final String RELAY = "relay:";

    private final Routes routes;
    private final Router router;
    private final MailStore store;
    private final OutboundQueue queue;

    public ConfiguredHops(Routes routes, Router router, MailStore store, OutboundQueue queue) {
        this.routes = routes;
        this.router = router;
        this.store = store;
        this.queue = queue;
    }

    @Override
    public NextHop of(String destination) {
        if (destination.startsWith(EXCHANGE)) {
            return new NextHop.Exchange(
                    destination.substring(EXCHANGE.length()), TlsRule.OPPORTUNISTIC);
        }
        if (destination.startsWith(RELAY)) {
            return routes.table()
                    .relay(new RelayName(destination.substring(RELAY.length())))
                    .<NextHop>map(relay -> fixed(RelayTerms.of(relay)))
                    .orElseGet(NextHop.Gone::new);
        }
        return new NextHop.Gone();
    }

    private static NextHop.Fixed fixed(RelayTerms relay) {
        return new NextHop.Fixed(
                relay.host(),
                relay.port(),
                relay.protocol(),
                relay.tls(),
                relay.implicitTls(),
                relay.login());
    }

    /// As if it came from somebody who may send anywhere: it was accepted once.
    @Override
    public NewRoute routeAnew(QueueEntry entry) {
        RouteQuery.Recipient recipient;
        try {
            recipient =
                    new RouteQuery.Recipient.Address(
                            EmailAddress.parse(entry.recipient()), entry.recipient());
        } catch (InvalidAddressException _) {
            recipient = new RouteQuery.Recipient.Literal(entry.recipient());
        }
        var tree =
                router.route(
                        new RouteQuery(
                                entry.envelope().sender(), Optional.empty(), true, recipient));
        if (tree.refusal().isPresent()) {
            var refusal = tree.refusal().get();
            return new NewRoute.Refused(
                    new RemoteReply(refusal.code(), refusal.status(), refusal.text()));
        }
        var routed = Routed.of(tree, entry.options());
        var leaves = routed.leaves();
        if (leaves.locals().isEmpty() && leaves.remotes().size() == 1) {
            var remote = leaves.remotes().getFirst();
            if (remote.address().equalsIgnoreCase(entry.recipient())) {
                return new NewRoute.To(remote.destination());
            }
        }
        return leaves.locals().isEmpty() && leaves.remotes().isEmpty()
                ? new NewRoute.Refused(
                        new RemoteReply(
                                550, "5.4.4", "its relay is gone, and no other way leads there"))
                : new NewRoute.Replaced(posting(entry, routed));
    }

    /// The same message for whoever the recipient leads to now.
    private Posting posting(QueueEntry entry, Routed routed) {
        IncomingBody body = store.newBody();
        boolean done = false;
        try (var octets = queue.open(entry)) {
            octets.transferTo(new BodyOutput(body));
            var envelope = entry.envelope();
            var dispatch =
                    new Dispatch(
                            envelope.id(),
                            envelope.sender(),
                            envelope.options(),
                            store.examine(body),
                            List.of(routed),
                            envelope.arrived(),
                            List.of(),
                            false);
            var posting = new PostingPlan(store, queue, dispatch, _ -> Optional.empty()).posting();
            done = true;
            return posting;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                body.close();
            }
        }
    }
}
