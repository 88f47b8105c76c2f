package org.posthorn.smtp.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.OutboundQueue.Posted;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.smtp.queue.Intake;

/// Takes responsibility for messages: when it returns, each is on disk in its mailboxes and in the
/// queue.
public final class Dispatcher {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final MailStore store;
    private final OutboundQueue queue;
    private final Intake intake;

    public Dispatcher(MailStore store, OutboundQueue queue, Intake intake) {
        this.store = store;
        this.queue = queue;
        this.intake = intake;
    }

    /// Sends a message on its way.
    public Dispatched dispatch(Dispatch dispatch) {
        var reserved = new ArrayList<String>();
        try {
            var plan =
                    new PostingPlan(
                            store, queue, dispatch, destination -> reserve(destination, reserved));
            if (plan.isNowhere()) {
                queue.log(plan.events());
                return new Dispatched(Map.of(), List.of(), plan.isDiscarded());
            }
            Posted posted = queue.post(plan.posting());
            claimed(posted.entries()).forEach(entry -> reserved.remove(entry.destination()));
            handOver(posted.entries());
            return new Dispatched(
                    byAccount(plan.accounts(), posted.outcomes()),
                    posted.entries().stream().filter(entry -> !isReport(entry)).toList(),
                    plan.isDiscarded());
        } finally {
            reserved.forEach(intake::withdrawn);
        }
    }

    private Optional<Claimant> reserve(String destination, List<String> reserved) {
        var claimant = intake.reserve(destination);
        if (claimant.isPresent()) {
            reserved.add(destination);
        }
        return claimant;
    }

    private static boolean isReport(QueueEntry entry) {
        return entry.destination().equals(QueueEntry.REPORTS);
    }

    /// It is all on disk: whatever fails here, the entries are found when their leases end.
    private void handOver(List<QueueEntry> entries) {
        try {
            tell(entries);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "new mail waits longer than it should", e);
        }
    }

    private static List<QueueEntry> claimed(List<QueueEntry> entries) {
        return entries.stream().filter(entry -> entry.claimant().isPresent()).toList();
    }

    private void tell(List<QueueEntry> entries) {
        var claimed = claimed(entries);
        if (!claimed.isEmpty()) {
            intake.submitted(claimed);
        }
        entries.stream()
                .filter(entry -> entry.claimant().isEmpty())
                .map(QueueEntry::destination)
                .distinct()
                .forEach(intake::wake);
    }

    private static Map<AccountId, PlacementOutcome> byAccount(
            List<AccountId> accounts, List<PlacementOutcome> outcomes) {
        Map<AccountId, PlacementOutcome> byAccount = new LinkedHashMap<>();
        for (int i = 0; i < accounts.size(); i++) {
            byAccount.put(accounts.get(i), outcomes.get(i));
        }
        return byAccount;
    }
}
