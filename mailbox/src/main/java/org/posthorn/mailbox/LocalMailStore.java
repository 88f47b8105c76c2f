package org.posthorn.mailbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.body.Examination;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.change.AccountChanges;
import org.posthorn.mailbox.change.AccountMailboxes;
import org.posthorn.mailbox.change.ElsewhereChanges;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.deliver.Deliveries;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.AccountCounters;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.AccountUsage;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreFullException;

/// The one [MailStore]: the rules of mailboxes, over the rows of any storage.
final class LocalMailStore implements MailStore {
    private final StoreParts parts;
    private final Deliveries deliveries;
    private final Spool.@Nullable Spools spools;
    private final WorkBudget budget;

    /// @param spools where large messages are kept while they arrive; without it, in heap
    LocalMailStore(
            StoreParts parts,
            Deliveries deliveries,
            Spool.@Nullable Spools spools,
            WorkBudget budget) {
        this.parts = parts;
        this.deliveries = deliveries;
        this.spools = spools;
        this.budget = budget;
    }

    @Override
    public Mailboxes mailboxesOf(AccountId viewer) {
        return new AccountMailboxes(parts, viewer);
    }

    @Override
    public WorkBudget budget() {
        return budget;
    }

    @Override
    public IncomingBody newBody(Party from) {
        if (!budget.admits(from)) {
            throw new StoreFullException("too many messages are arriving at once");
        }
        return new SpooledBody(spools, budget.open(from));
    }

    @Override
    public ExaminedMessage examine(IncomingBody body) {
        return parts.care().handle(List.of(body), () -> Examination.of(body));
    }

    @Override
    public List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements) {
        return parts.care()
                .handle(List.of(message.body()), () -> deliveries.deliver(message, placements));
    }

    @Override
    public Optional<AccountUsage> usage(AccountId account) {
        return parts.storage()
                .reading(tx -> tx.accounts().counters(account))
                .map(LocalMailStore::usage);
    }

    private static AccountUsage usage(AccountCounters counters) {
        return new AccountUsage(counters.messages(), counters.sizeOctets(), counters.limits());
    }

    @Override
    public boolean setLimits(AccountId account, AccountLimits limits) {
        return new AccountChanges(parts).setLimits(account, limits);
    }

    @Override
    public void catchUp() {
        new ElsewhereChanges(parts).catchUp();
    }

    @Override
    public void close() {
        parts.recentFloors().close();
        parts.care().inHand().close();
    }
}
