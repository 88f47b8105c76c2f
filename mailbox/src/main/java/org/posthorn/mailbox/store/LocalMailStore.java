package org.posthorn.mailbox.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.inhand.InHand;
import org.posthorn.mailbox.inhand.SetAsideCopies;

/// The one [MailStore]: the rules of mailboxes, over the rows of any [MailStorage].
public final class LocalMailStore implements MailStore {
    private final StoreParts parts;
    private final Deliveries deliveries;
    private final AccountLocks accountLocks = new AccountLocks();
    private final @Nullable Path incoming;
    private final WorkBudget budget;

    private LocalMailStore(
            MailStorage storage, @Nullable Path incoming, WorkBudget budget, ArrivalCare care) {
        this.parts = StoreParts.over(storage, care);
        this.deliveries = new Deliveries(parts);
        this.incoming = incoming;
        this.budget = budget;
        deletePostponed(storage);
    }

    private static void deletePostponed(MailStorage storage) {
        try {
            storage.inTransaction(tx -> {
                tx.bodies().deletePostponed();
                return true;
            });
        } catch (StoreFullException _) {
            // The next start deletes them; mail can be read meanwhile.
        }
    }

    /// A store that keeps large messages in `incoming` while they arrive, and beside that folder
    /// what must be known of them after the death of the process.
    ///
    /// @param reserve of the disk that `incoming` is on
    public static LocalMailStore over(MailStorage storage, Path incoming, DiskReserve reserve) {
        return over(storage, incoming, budgetOf(reserve));
    }

    private static WorkBudget budgetOf(DiskReserve reserve) {
        return WorkBudget.ofThisProcess(reserve.health().usableOctets(), reserve::spareOctets);
    }

    static LocalMailStore over(MailStorage storage, Path incoming, WorkBudget budget) {
        var copies = new SetAsideCopies(incoming.resolveSibling("set-aside"));
        var care = new ArrivalCare(InHand.open(incoming.resolveSibling("")), Optional.of(copies));
        return new LocalMailStore(storage, incoming, budget, care);
    }

    /// A store that keeps messages in heap while they arrive.
    public static LocalMailStore inMemory(MailStorage storage) {
        return new LocalMailStore(storage, null, WorkBudget.unlimited(), ArrivalCare.none());
    }

    @Override
    public Mailboxes mailboxesOf(AccountId account) {
        return new AccountMailboxes(parts, account, accountLocks.of(account));
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
        return new SpooledBody(incoming, budget.open(from));
    }

    @Override
    public List<DeliveryOutcome> deliver(IncomingBody body, List<Delivery> recipients) {
        return parts.care().handle(List.of(body), () -> deliveries.deliver(body, recipients));
    }

    /// Removes, in commits of their own, so many of the account's messages that [#removeAll] can
    /// take the rest in one.
    void shrinkAll(AccountId account) {
        MailboxRemoval.shrinkAll(parts, account);
    }

    /// Removes the account's mailboxes, messages and subscriptions, within the transaction that
    /// removes the account.
    ///
    /// @return the mailboxes, to be handed to [#removed] after the commit
    public static List<MailboxId> removeAll(MailTransaction tx, AccountId account) {
        return MailboxRemoval.removeAll(tx, account);
    }

    /// Tells those who have the mailboxes open that they are gone.
    public void removed(List<MailboxId> mailboxes) {
        for (MailboxId id : mailboxes) {
            var shared = parts.open().retain(id);
            try {
                SharedMailbox.changing(
                        List.of(shared),
                        () -> {
                            shared.publishDeleted();
                            return true;
                        });
            } finally {
                parts.open().release(shared);
            }
        }
    }

    @Override
    public void close() {
        parts.recentFloors().close();
        parts.storage().close();
        parts.inHand().close();
    }
}
