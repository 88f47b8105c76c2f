package org.posthorn.mailbox.deliver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

/// Puts arriving mail into its places.
public final class Deliveries {
    /// More are not delivered in one commit.
    static final int MANY = 300;

    private final StoreParts parts;
    private final Expansions expansions;

    public Deliveries(StoreParts parts, Expansions expansions) {
        this.parts = parts;
        this.expansions = expansions;
    }

    /// Delivers a message, or promises to.
    public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
        return placements.size() > MANY
                ? promise(message, placements)
                : deliverNow(message, placements);
    }

    private List<PlacementOutcome> promise(ExaminedMessage message, List<Placement> placements) {
        var outcomes = new ArrayList<PlacementOutcome>(placements.size());
        var possible = new ArrayList<Placement>(placements.size());
        for (Placement placement : placements) {
            if (Share.mailbox(parts, placement).isPresent()) {
                possible.add(placement);
                outcomes.add(PlacementOutcome.STORED);
            } else {
                outcomes.add(PlacementOutcome.NO_SUCH_MAILBOX);
            }
        }
        if (!possible.isEmpty()) {
            expansions.begin(message, possible);
        }
        return outcomes;
    }

    private List<PlacementOutcome> deliverNow(ExaminedMessage message, List<Placement> placements) {
        var shares = Share.of(parts, placements, 0);
        try {
            Map<Integer, PlacementOutcome> outcomes =
                    shares.isEmpty() ? Map.of() : deliverTo(message, shares);
            return inOrder(placements.size(), outcomes);
        } finally {
            Share.release(parts, shares);
        }
    }

    private Map<Integer, PlacementOutcome> deliverTo(ExaminedMessage message, List<Share> shares) {
        var storage = parts.storage();
        try (var body = storage.octets().keep(storage.newBodyId(), message)) {
            return parts.commits().run(new DeliveryWork(message, body, shares));
        }
    }

    private static List<PlacementOutcome> inOrder(
            int count, Map<Integer, PlacementOutcome> outcomes) {
        var all = new ArrayList<>(Collections.nCopies(count, PlacementOutcome.NO_SUCH_MAILBOX));
        outcomes.forEach(all::set);
        return all;
    }
}
