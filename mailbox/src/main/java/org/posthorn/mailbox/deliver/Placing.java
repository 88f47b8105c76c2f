package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.MailboxDraft;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Plans where the shares of a message go. A mailbox that is gone, or that has no room, does not
/// keep the others from getting it.
final class Placing {
    private Placing() {}

    /// Plans the messages.
    ///
    /// @param origin of the messages, which says whether the body is new
    /// @return what becomes of each share, by its number
    static Map<Integer, PlacementOutcome> place(
            Draft draft, List<Share> shares, StoredBody body, Change.Origin origin) {
        var outcomes = HashMap.<Integer, PlacementOutcome>newHashMap(shares.size());
        var added = new LinkedHashMap<MailboxDraft, List<StoredMessage>>();
        for (Share share : shares) {
            var mailbox = draft.find(share.mailbox());
            if (mailbox.isEmpty()) {
                outcomes.put(share.number(), PlacementOutcome.NO_SUCH_MAILBOX);
            } else if (draft.isOverLimit(mailbox.get().owner())) {
                outcomes.put(share.number(), PlacementOutcome.OVER_LIMIT);
            } else {
                added.computeIfAbsent(mailbox.get(), _ -> new ArrayList<>())
                        .add(message(draft, mailbox.get(), share, body));
                outcomes.put(share.number(), PlacementOutcome.STORED);
            }
        }
        added.forEach((mailbox, messages) -> mailbox.add(messages, origin));
        return outcomes;
    }

    private static StoredMessage message(
            Draft draft, MailboxDraft mailbox, Share share, StoredBody body) {
        String header = share.placement().deliveryHeader();
        var row =
                new MessageRow(
                        mailbox.takeUid(),
                        flags(draft, share),
                        mailbox.modSequence(),
                        body.sizeOctets() + StoredMessage.octets(header),
                        body.arrived().orElse(draft.moment()),
                        body.id());
        return new StoredMessage(
                row, header, share.email(), body.threadId(share.email()), draft.moment());
    }

    private static Flags flags(Draft draft, Share share) {
        return switch (share.placement()) {
            case Placement.IntoInbox _ -> Flags.NONE;
            case Placement.IntoMailbox into -> draft.fitting(share.mailbox(), into.flags());
        };
    }
}
