package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.MailboxDraft;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.Work;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Puts one message into its mailboxes. A mailbox that is gone, or that has no room, does not keep
/// the others from getting it.
///
/// Its plan says what became of each share, by the share's number.
class DeliveryWork extends Work<Map<Integer, PlacementOutcome>> {
    private final ExaminedMessage message;
    private final BodyId body;
    private final List<Share> shares;

    DeliveryWork(ExaminedMessage message, BodyId body, List<Share> shares) {
        super(Map.of());
        this.message = message;
        this.body = body;
        this.shares = shares;
    }

    @Override
    protected final Collection<SharedMailbox> mailboxes() {
        var mailboxes = new LinkedHashSet<SharedMailbox>();
        shares.forEach(share -> mailboxes.add(share.mailbox()));
        return mailboxes;
    }

    /// A large body is delivered alone, lest small ones wait for it.
    @Override
    protected boolean isAlone() {
        return message.sizeOctets() > SpooledBody.HEAP_OCTETS;
    }

    @Override
    protected final boolean canDoWithout(AccountId account) {
        return true;
    }

    @Override
    protected Map<Integer, PlacementOutcome> plan(Draft draft) {
        addBody(draft);
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
                        .add(stored(draft, mailbox.get(), share));
                outcomes.put(share.number(), PlacementOutcome.STORED);
            }
        }
        added.forEach((mailbox, messages) -> mailbox.add(messages, origin()));
        return outcomes;
    }

    void addBody(Draft draft) {
        draft.addBody(body, message);
    }

    Change.Origin origin() {
        return Change.Origin.ARRIVED;
    }

    private StoredMessage stored(Draft draft, MailboxDraft mailbox, Share share) {
        String header = share.placement().deliveryHeader();
        var row =
                new MessageRow(
                        mailbox.takeUid(),
                        flags(draft, share),
                        mailbox.modSequence(),
                        message.sizeOctets() + StoredMessage.octets(header),
                        draft.moment(),
                        body);
        return new StoredMessage(
                row, header, share.email(), message.threadId(share.email()), draft.moment());
    }

    private static Flags flags(Draft draft, Share share) {
        return switch (share.placement()) {
            case Placement.IntoInbox _ -> Flags.NONE;
            case Placement.IntoMailbox into -> draft.fitting(share.mailbox(), into.flags());
        };
    }
}
