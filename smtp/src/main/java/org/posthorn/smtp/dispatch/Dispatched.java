package org.posthorn.smtp.dispatch;

import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.PlacementOutcome;

/// What became of a message that was to be sent on its way.
///
/// @param locals of each account that it was for
/// @param queued recipients elsewhere
/// @param discarded whether rules have thrown it away for somebody
public record Dispatched(
        Map<AccountId, PlacementOutcome> locals, List<QueueEntry> queued, boolean discarded) {

    /// Whether anybody has it, or was meant not to have it.
    public boolean isTaken() {
        return discarded || !queued.isEmpty() || locals.containsValue(PlacementOutcome.STORED);
    }

    /// In how many mailboxes it is.
    public int copies() {
        return (int)
                locals.values().stream()
                        .filter(outcome -> outcome == PlacementOutcome.STORED)
                        .count();
    }
}
