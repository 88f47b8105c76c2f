package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Puts arriving mail into its places.
public final class Deliveries {
    private final StoreParts parts;

    public Deliveries(StoreParts parts) {
        this.parts = parts;
    }

    /// In one commit.
    public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
        var shares = shares(placements, 0);
        try {
            Map<Integer, PlacementOutcome> outcomes =
                    shares.isEmpty()
                            ? Map.of()
                            : parts.commits()
                                    .run(
                                            new DeliveryWork(
                                                    message, parts.storage().newBodyId(), shares));
            return inOrder(placements.size(), outcomes);
        } finally {
            release(shares);
        }
    }

    private static List<PlacementOutcome> inOrder(
            int count, Map<Integer, PlacementOutcome> outcomes) {
        var all = new ArrayList<>(Collections.nCopies(count, PlacementOutcome.NO_SUCH_MAILBOX));
        outcomes.forEach(all::set);
        return all;
    }

    /// Takes hold of the mailboxes that the placements lead to, until [#release]; a placement that
    /// leads nowhere has no share.
    ///
    /// @param first the number of the first placement
    List<Share> shares(List<Placement> placements, int first) {
        var shares = new ArrayList<Share>(placements.size());
        for (int i = 0; i < placements.size(); i++) {
            var placement = placements.get(i);
            var mailbox = mailbox(placement);
            if (mailbox.isPresent()) {
                shares.add(
                        new Share(
                                first + i,
                                placement,
                                parts.open().retain(mailbox.get()),
                                new EmailId(parts.storage().newEmailId())));
            }
        }
        return shares;
    }

    void release(List<Share> shares) {
        shares.forEach(share -> parts.open().release(share.mailbox()));
    }

    private Optional<MailboxId> mailbox(Placement placement) {
        return switch (placement) {
            case Placement.IntoInbox inbox ->
                    parts.trees().of(inbox.account()).find(MailboxName.INBOX).map(MailboxInfo::id);
            case Placement.IntoMailbox into -> Optional.of(into.mailbox());
        };
    }
}
