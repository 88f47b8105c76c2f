package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.directory.AccountId;

/// Puts arriving mail into INBOXes.
final class Deliveries {
    private final StoreParts parts;
    private final DeliveryGroups groups = new DeliveryGroups();

    /// An account's INBOX is the same mailbox for as long as the account exists.
    private final Map<AccountId, MailboxId> inboxes = new ConcurrentHashMap<>();

    Deliveries(StoreParts parts) {
        this.parts = parts;
    }

    List<DeliveryOutcome> deliver(IncomingBody body, List<Delivery> deliveries) {
        var outcomes =
                new ArrayList<>(
                        Collections.nCopies(deliveries.size(), DeliveryOutcome.NO_SUCH_ACCOUNT));
        var shares = shares(deliveries);
        try {
            if (!shares.isEmpty()) {
                groups.commit(new PendingDelivery(Arrival.of(body), shares));
            }
            for (var share : shares) {
                if (share.isDelivered()) {
                    outcomes.set(share.number(), DeliveryOutcome.DELIVERED);
                }
            }
        } finally {
            shares.forEach(share -> parts.open().release(share.inbox()));
        }
        return outcomes;
    }

    private List<PendingDelivery.Share> shares(List<Delivery> deliveries) {
        var shares = new ArrayList<PendingDelivery.Share>(deliveries.size());
        for (int i = 0; i < deliveries.size(); i++) {
            var delivery = deliveries.get(i);
            var inbox = inbox(delivery.account());
            if (inbox.isPresent()) {
                shares.add(
                        new PendingDelivery.Share(
                                i,
                                delivery.deliveryHeader(),
                                parts.open().retain(inbox.get()),
                                parts.storage().newEmailId()));
            }
        }
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
}
