package org.posthorn.mailbox.deliver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Stores one message and puts it into its mailboxes.
final class DeliveryWork extends PlacingWork {
    private final NewBody kept;
    private final StoredBody body;

    DeliveryWork(ExaminedMessage message, NewBody kept, List<Share> shares) {
        super(shares);
        this.kept = kept;
        this.body =
                new StoredBody(
                        kept.id(),
                        message.sizeOctets(),
                        Optional.ofNullable(message.parsed().threadRoot()),
                        Optional.empty());
    }

    /// A body that the commit itself has to write is delivered alone if it is large, lest small
    /// ones wait for it.
    @Override
    protected boolean isAlone() {
        return !kept.isQuick();
    }

    @Override
    protected Map<Integer, PlacementOutcome> plan(Draft draft) {
        draft.addBody(kept);
        return place(draft, body, Change.Origin.ARRIVED);
    }
}
