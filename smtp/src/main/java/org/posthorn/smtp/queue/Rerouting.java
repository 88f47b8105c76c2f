package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Sends entries another way whose destination is gone.
final class Rerouting {
    private static final RemoteReply NO_WAY =
            new RemoteReply(451, "4.3.5", "the relay is no longer configured");

    private final Worker.Tools tools;

    Rerouting(Worker.Tools tools) {
        this.tools = tools;
    }

    void reroute(Group group) {
        for (Ticket ticket : group.tickets()) {
            QueueEntry entry = ticket.entry();
            switch (tools.parts().nextHops().routeAnew(entry)) {
                case NextHops.NewRoute.To(var destination)
                        when destination.equals(entry.destination()) ->
                        settle(ticket, new RecipientOutcome.Deferred(NO_WAY, false));
                case NextHops.NewRoute.To(var destination) -> move(ticket, destination);
                case NextHops.NewRoute.Replaced(var posting) -> replace(ticket, posting);
                case NextHops.NewRoute.Refused(var why) ->
                        settle(ticket, new RecipientOutcome.Failed(why));
            }
        }
    }

    private void settle(Ticket ticket, RecipientOutcome outcome) {
        tools.settling().settle(List.of(Judged.of(ticket, outcome, Cause.ATTEMPT)));
    }

    private void move(Ticket ticket, String destination) {
        QueueEntry entry = ticket.entry();
        var moved =
                new Postponed(
                        entry,
                        destination,
                        Duration.ZERO,
                        entry.attempts(),
                        entry.reply(),
                        entry.delayTold());
        commit(ticket, new Change(List.of(), List.of(moved), List.of(), destination));
        tools.plan().wake(destination);
    }

    private void replace(Ticket ticket, Posting posting) {
        try {
            commit(ticket, new Change(List.of(ticket.entry()), List.of(), List.of(posting), ""));
        } finally {
            posting.message().body().close();
        }
    }

    private record Change(
            List<QueueEntry> done, List<Postponed> moved, List<Posting> postings, String hop) {}

    private void commit(Ticket ticket, Change change) {
        QueueEntry entry = ticket.entry();
        Instant now = tools.clock().now().truncatedTo(ChronoUnit.MILLIS);
        var details =
                new DeliveryEvent.Details()
                        .with(Detail.ENTRY, entry.id())
                        .with(Detail.RULE, entry.destination() + " is no longer configured")
                        .with(Detail.NEXT_HOP, change.hop());
        var event =
                new DeliveryEvent(
                        now,
                        DeliveryEvent.Kind.ROUTED,
                        entry.envelope().id(),
                        entry.envelope().sender(),
                        entry.recipient(),
                        details.build());
        try {
            tools.settling()
                    .move(
                            ticket,
                            new Settlement(
                                    tools.claimant(),
                                    change.done(),
                                    change.moved(),
                                    change.postings(),
                                    List.of(event)));
        } catch (LeaseLostException _) {
            tools.journal().lostEarly(ticket);
            tools.settling().drop(List.of(ticket), null);
        }
    }
}
