package org.posthorn.mailbox.deliver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.change.Change;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Stores one message and puts it into its mailboxes.
final class DeliveryWork extends PlacingWork {
    private final ExaminedMessage message;
    private final StoredBody body;

    DeliveryWork(ExaminedMessage message, BodyId id, List<Share> shares) {
        super(shares);
        this.message = message;
        this.body =
                new StoredBody(
                        id,
                        message.sizeOctets(),
                        Optional.ofNullable(message.parsed().threadRoot()),
                        Optional.empty());
    }

    /// A large body is delivered alone, lest small ones wait for it.
    @Override
    protected boolean isAlone() {
        return message.sizeOctets() > SpooledBody.HEAP_OCTETS;
    }

    @Override
    protected Map<Integer, PlacementOutcome> plan(Draft draft) {
        draft.addBody(body.id(), message);
        return place(draft, body, Change.Origin.ARRIVED);
    }
}
