package org.posthorn.smtp.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.smtp.report.NoticePolicy;
import org.posthorn.smtp.route.RouteLeaves;
import org.posthorn.smtp.route.RouteNode;

/// Where a message goes: its posting, while that is put together.
///
/// Each account gets it once, and each recipient elsewhere once for a destination, whatever leads
/// there; the first that leads there says in which folder and with which wishes.
final class PostingPlan {
    private static final String NO_ROOM = "552 5.2.2 the mailbox has as much mail as it may have";

    private static final String IN_MAILBOX = "250 2.1.5 it is in the mailbox";

    private record Place(String address, String destination) {}

    private final MailStore store;
    private final OutboundQueue queue;
    private final Dispatch dispatch;
    private final Function<String, Optional<Claimant>> claims;
    private final Map<AccountId, Posting.Local> locals = new LinkedHashMap<>();
    private final Map<Place, NewEntry> entries = new LinkedHashMap<>();
    private final List<DeliveryEvent> events = new ArrayList<>();
    private boolean discarded;

    /// @param claims in whose name an entry for a destination is claimed from the start
    PostingPlan(
            MailStore store,
            OutboundQueue queue,
            Dispatch dispatch,
            Function<String, Optional<Claimant>> claims) {
        this.store = store;
        this.queue = queue;
        this.dispatch = dispatch;
        int remotes =
                dispatch.recipients().stream()
                        .mapToInt(routed -> routed.leaves().remotes().size())
                        .sum();
        // So many are added to the queue later.
        this.claims = remotes > OutboundQueue.MANY ? _ -> Optional.empty() : claims;
        events.addAll(dispatch.received());
        dispatch.recipients().forEach(this::add);
    }

    Posting posting() {
        return new Posting(
                dispatch.message(),
                List.copyOf(locals.values()),
                List.copyOf(entries.values()),
                events);
    }

    /// In the order of the posting.
    List<AccountId> accounts() {
        return List.copyOf(locals.keySet());
    }

    /// Whether a rule has thrown it away for somebody.
    boolean isDiscarded() {
        return discarded;
    }

    boolean isNowhere() {
        return locals.isEmpty() && entries.isEmpty();
    }

    List<DeliveryEvent> events() {
        return events;
    }

    private void add(Routed routed) {
        var tree = routed.tree();
        var refusal = tree.refusal();
        if (refusal.isPresent()) {
            addRefused(routed, refusal.get());
            return;
        }
        var leaves = routed.leaves();
        boolean plain =
                tree.journals().isEmpty()
                        && (tree.root() instanceof RouteNode.Deliver
                                || tree.root() instanceof RouteNode.Relay);
        if (!plain) {
            events.add(
                    event(
                            tree.root() instanceof RouteNode.Discard ? Kind.DISCARDED : Kind.ROUTED,
                            tree.query().recipient().toString(),
                            new DeliveryEvent.Details().with(Detail.RULE, tree.reason())));
        }
        discarded |= leaves.locals().isEmpty() && leaves.remotes().isEmpty();
        boolean several = leaves.locals().size() + leaves.remotes().size() > 1;
        var options = several ? NoticePolicy.beyondExpansion(routed.options()) : routed.options();
        leaves.locals().forEach(local -> addLocal(local, routed, options));
        leaves.remotes().forEach(remote -> addRemote(remote, options));
    }

    /// Nobody is there to be told at once: the sender gets a report.
    private void addRefused(Routed routed, RouteNode.Refuse refusal) {
        String recipient = routed.tree().query().recipient().toString();
        String reply = "%d %s %s".formatted(refusal.code(), refusal.status(), refusal.text());
        events.add(
                event(
                        Kind.REFUSED,
                        recipient,
                        new DeliveryEvent.Details()
                                .with(Detail.RULE, routed.tree().reason())
                                .with(Detail.REPLY, reply)));
        if (!dispatch.sender().isEmpty() && routed.options().wants(NotifyOn.FAILURE)) {
            entries.putIfAbsent(
                    new Place(recipient, QueueEntry.REPORTS),
                    entry(
                            dispatch.sender(),
                            recipient,
                            routed.options(),
                            QueueEntry.REPORTS,
                            reply));
        }
    }

    private void addLocal(RouteLeaves.Local leaf, Routed routed, RecipientOptions wishes) {
        if (locals.containsKey(leaf.account().id())) {
            return;
        }
        String sender = leaf.returnPath().orElse(dispatch.sender());
        // Who is told instead has no wishes (RFC 3461 section 5.2.7.1); and the sender learns of
        // nobody whom it did not name.
        boolean told = leaf.returnPath().isPresent();
        var options = told ? RecipientOptions.NONE : wishes;
        String named =
                told
                        ? leaf.account().address().toString()
                        : routed.tree().query().recipient().toString();
        String recipient = leaf.account().address().toString();
        String header = "Return-Path: <" + sender + ">\r\nDelivered-To: " + recipient + "\r\n";
        var mailbox = mailbox(leaf);
        Placement placement =
                mailbox.<Placement>map(
                                found -> new Placement.IntoMailbox(found.id(), Flags.NONE, header))
                        .orElseGet(() -> new Placement.IntoInbox(leaf.account().id(), header));
        String folder =
                mailbox.map(found -> found.name().value()).orElse(MailboxName.INBOX.value());
        var stored =
                event(
                        Kind.STORED,
                        recipient,
                        new DeliveryEvent.Details().with(Detail.FOLDER, folder));
        var wishing = Optional.of(options).filter(_ -> !sender.isEmpty());
        var tellsSuccess = wishing.filter(wish -> wish.wants(NotifyOn.SUCCESS));
        var tells = wishing.filter(wish -> !dispatch.tellsAtOnce() && wish.wants(NotifyOn.FAILURE));
        locals.put(
                leaf.account().id(),
                new Posting.Local(
                        placement,
                        Optional.of(stored),
                        report(tellsSuccess, IN_MAILBOX, sender, named),
                        report(tells, NO_ROOM, sender, named)));
    }

    private Optional<NewEntry> report(
            Optional<RecipientOptions> wanted, String reply, String sender, String recipient) {
        return wanted.map(options -> entry(sender, recipient, options, QueueEntry.REPORTS, reply));
    }

    private Optional<MailboxInfo> mailbox(RouteLeaves.Local leaf) {
        return leaf.folder().equals(MailboxName.INBOX)
                ? Optional.empty()
                : store.mailboxesOf(leaf.account().id()).find(leaf.folder());
    }

    /// Whether its return path leads back to the sender.
    private static boolean isRewritten(RouteLeaves.Remote leaf) {
        return leaf.returnPath().regionMatches(true, 0, "SRS", 0, 3);
    }

    private void addRemote(RouteLeaves.Remote leaf, RecipientOptions wishes) {
        var place = new Place(leaf.address(), leaf.destination());
        if (entries.containsKey(place)) {
            return;
        }
        boolean told = !leaf.returnPath().equals(dispatch.sender()) && !isRewritten(leaf);
        var options = told ? RecipientOptions.NONE : wishes;
        var entry = entry(leaf.returnPath(), leaf.address(), options, leaf.destination(), "");
        entries.put(place, entry);
        events.add(
                event(
                        Kind.QUEUED,
                        leaf.address(),
                        new DeliveryEvent.Details()
                                .with(Detail.NEXT_HOP, leaf.destination())
                                .with(Detail.RULE, leaf.reason())
                                .with(Detail.ENTRY, entry.id())));
    }

    private NewEntry entry(
            String sender,
            String recipient,
            RecipientOptions options,
            String destination,
            String reply) {
        boolean report = destination.equals(QueueEntry.REPORTS);
        return new NewEntry(
                queue.newId(),
                new Envelope(
                        dispatch.id(),
                        sender,
                        dispatch.message().sizeOctets(),
                        dispatch.arrived(),
                        dispatch.options()),
                recipient,
                options,
                destination,
                report ? Optional.empty() : claims.apply(destination),
                reply);
    }

    private DeliveryEvent event(Kind kind, String recipient, DeliveryEvent.Details details) {
        return new DeliveryEvent(
                dispatch.arrived(),
                kind,
                dispatch.id(),
                dispatch.sender(),
                recipient,
                details.build());
    }
}
