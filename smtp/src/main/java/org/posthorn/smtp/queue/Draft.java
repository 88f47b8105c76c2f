package org.posthorn.smtp.queue;

import java.util.List;
import org.posthorn.mailbox.outbound.Settlement;

/// A settlement, and why it is as it is.
record Draft(Settlement settlement, List<Decision> decisions) {
    /// Whether something would be delivered again if it were not written down.
    boolean tellsOfDelivery() {
        return decisions.stream().anyMatch(decision -> decision.fate() == Decision.Fate.DELIVERED);
    }

    /// Frees what its reports hold: they are stored now, or are written anew.
    void close() {
        settlement.postings().forEach(posting -> posting.message().body().close());
    }

    /// With what was delivered, and nothing else.
    Settlement delivered() {
        return new Settlement(
                settlement.claimant(),
                decisions.stream()
                        .filter(decision -> decision.fate() == Decision.Fate.DELIVERED)
                        .map(decision -> decision.ticket().entry())
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }
}
