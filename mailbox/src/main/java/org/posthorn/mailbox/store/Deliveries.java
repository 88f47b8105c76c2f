package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.directory.AccountId;

/// Puts arriving mail into INBOXes.
final class Deliveries {
    private final StoreParts parts;

    /// An account's INBOX is the same mailbox for as long as the account exists.
    private final Map<AccountId, MailboxId> inboxes = new ConcurrentHashMap<>();

    Deliveries(StoreParts parts) {
        this.parts = parts;
    }

    /// One recipient's share of the message; `number` is its place among the deliveries.
    private record Share(int number, String deliveryHeader, SharedMailbox inbox, long emailId) {}

    /// A share whose INBOX has given it a UID.
    private record Placed(Share share, MessageRow row, MailboxCounters counters) {}

    List<DeliveryOutcome> deliver(IncomingBody body, List<Delivery> deliveries) {
        var outcomes =
                new ArrayList<>(
                        Collections.nCopies(deliveries.size(), DeliveryOutcome.NO_SUCH_ACCOUNT));
        var shares = shares(deliveries);
        var inboxesOnce = new LinkedHashSet<SharedMailbox>();
        shares.forEach(share -> inboxesOnce.add(share.inbox()));
        try {
            if (!shares.isEmpty()) {
                var arrival = Arrival.of(body);
                for (Share done :
                        SharedMailbox.changing(inboxesOnce, () -> commit(arrival, shares))) {
                    outcomes.set(done.number(), DeliveryOutcome.DELIVERED);
                }
            }
        } finally {
            shares.forEach(share -> parts.open().release(share.inbox()));
        }
        return outcomes;
    }

    /// In the order of the mailboxes' ids, in which every transaction takes their rows.
    private List<Share> shares(List<Delivery> deliveries) {
        var shares = new ArrayList<Share>(deliveries.size());
        for (int i = 0; i < deliveries.size(); i++) {
            var delivery = deliveries.get(i);
            var inbox = inbox(delivery.account());
            if (inbox.isPresent()) {
                shares.add(
                        new Share(
                                i,
                                delivery.deliveryHeader(),
                                parts.open().retain(inbox.get()),
                                parts.storage().newEmailId()));
            }
        }
        shares.sort(Comparator.comparingLong(share -> share.inbox().id().value()));
        return shares;
    }

    private Optional<MailboxId> inbox(AccountId account) {
        MailboxId known = inboxes.get(account);
        if (known != null) {
            return Optional.of(known);
        }
        var found = parts.storage().reading(tx -> tx.mailboxes().find(account, MailboxName.INBOX));
        found.ifPresent(info -> inboxes.put(account, info.id()));
        return found.map(MailboxInfo::id);
    }

    private List<Share> commit(Arrival arrival, List<Share> shares) {
        var done = new ArrayList<Share>(shares.size());
        for (Placed placed : parts.storage().inTransaction(tx -> write(tx, arrival, shares))) {
            placed.share().inbox().publishAdded(List.of(placed.row()), placed.counters());
            done.add(placed.share());
        }
        return done;
    }

    private static List<Placed> write(MailTransaction tx, Arrival arrival, List<Share> shares) {
        var counters = new ArrayList<Optional<MailboxCounters>>(shares.size());
        int existing = 0;
        for (Share share : shares) {
            var advanced = tx.mailboxes().advance(share.inbox().id(), 1);
            existing += advanced.isPresent() ? 1 : 0;
            counters.add(advanced);
        }
        if (existing == 0) {
            return List.of();
        }
        var body = tx.bodies().insert(arrival.body(), arrival.parsed(), existing);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var all = new ArrayList<Placed>(existing);
        for (int i = 0; i < shares.size(); i++) {
            if (counters.get(i).isPresent()) {
                var share = shares.get(i);
                var message = message(arrival, share, counters.get(i).get(), body, now);
                tx.messages().insert(share.inbox().id(), List.of(message));
                all.add(new Placed(share, message.row(), counters.get(i).get()));
            }
        }
        return all;
    }

    private static StoredMessage message(
            Arrival arrival, Share share, MailboxCounters counters, BodyId body, Instant now) {
        long size = arrival.body().size() + StoredMessage.octets(share.deliveryHeader());
        var row =
                new MessageRow(
                        new Uid(counters.uidNext().value() - 1),
                        Flags.NONE,
                        counters.highestModSequence(),
                        size,
                        now,
                        body);
        return new StoredMessage(
                row,
                share.deliveryHeader(),
                share.emailId(),
                arrival.threadId(share.emailId()),
                now);
    }
}
