package org.posthorn.mailbox.deliver;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.Work;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Puts one message into mailboxes. A mailbox that is gone, or that has no room, does not keep the
/// others from getting it.
///
/// Its plan says what became of each share, by the share's number.
abstract class PlacingWork extends Work<Map<Integer, PlacementOutcome>> {
    private final List<Share> shares;

    PlacingWork(List<Share> shares) {
        super(Map.of());
        this.shares = shares;
    }

    @Override
    protected final Collection<SharedMailbox> mailboxes() {
        var mailboxes = new LinkedHashSet<SharedMailbox>();
        shares.forEach(share -> mailboxes.add(share.mailbox()));
        return mailboxes;
    }

    @Override
    protected final boolean canDoWithout() {
        return true;
    }

    /// Plans the messages.
    ///
    /// @param origin of the messages, which says whether the body is new
    final Map<Integer, PlacementOutcome> place(Draft draft, StoredBody body, Change.Origin origin) {
        return Placing.place(draft, shares, body, origin);
    }
}
