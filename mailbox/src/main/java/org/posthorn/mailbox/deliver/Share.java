package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;

/// One placement of a message, with the mailbox that it leads to.
///
/// @param number its place among the placements of the message
record Share(int number, Placement placement, SharedMailbox mailbox, EmailId email) {

    /// Takes hold of the mailboxes that placements lead to, until [#release]; a placement that
    /// leads nowhere has no share.
    ///
    /// @param first the number of the first placement
    static List<Share> of(StoreParts parts, List<Placement> placements, int first) {
        var shares = new ArrayList<Share>(placements.size());
        for (int i = 0; i < placements.size(); i++) {
            var placement = placements.get(i);
            var mailbox = mailbox(parts, placement);
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

    static void release(StoreParts parts, List<Share> shares) {
        shares.forEach(share -> parts.open().release(share.mailbox));
    }

    /// Whether there is such a mailbox, as far as is known.
    static Optional<MailboxId> mailbox(StoreParts parts, Placement placement) {
        return switch (placement) {
            case Placement.IntoInbox inbox ->
                    parts.trees().of(inbox.account()).find(MailboxName.INBOX).map(MailboxInfo::id);
            case Placement.IntoMailbox into -> Optional.of(into.mailbox());
        };
    }
}
