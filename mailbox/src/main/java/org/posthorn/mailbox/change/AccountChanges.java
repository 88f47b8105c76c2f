package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DirectoryTransaction;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.MailboxInfo;

/// The changes of accounts, with all that they have.
public final class AccountChanges {
    private final StoreParts parts;

    public AccountChanges(StoreParts parts) {
        this.parts = parts;
    }

    /// A change that needs no mailboxes' locks.
    private abstract static class AccountWork<T> extends Work<T> {
        AccountWork(T nothing) {
            super(nothing);
        }

        @Override
        protected final Collection<SharedMailbox> mailboxes() {
            return List.of();
        }

        @Override
        protected final boolean isAlone() {
            return true;
        }
    }

    /// Changes the directory, and with it the mailboxes of accounts that come and go.
    public <T> T change(Function<DirectoryTransaction, T> change) {
        return parts.commits().run(new DirectoryWork<>(change)).get();
    }

    /// What a change of the directory returned, which may be anything.
    private record Result<T>(List<T> value) {
        T get() {
            return value.getFirst();
        }
    }

    private static final class DirectoryWork<T> extends AccountWork<Result<T>> {
        private final Function<DirectoryTransaction, T> change;

        DirectoryWork(Function<DirectoryTransaction, T> change) {
            super(new Result<>(List.of()));
            this.change = change;
        }

        @Override
        protected Result<T> plan(Draft draft) {
            return new Result<>(List.of(change.apply(new Transaction(draft))));
        }
    }

    private record Transaction(Draft draft) implements DirectoryTransaction {
        @Override
        public DirectoryRows rows() {
            return draft.rows().directory();
        }

        @Override
        public void addMailboxes(AccountId account) {
            DefaultMailboxes.make(draft.newTree(account));
        }

        @Override
        public void removeMailboxes(AccountId account) {
            draft.takeTrees(List.of(account));
            draft.tree(account).ifPresent(AccountChanges::remove);
            draft.add(new Change.AccountGone(account));
        }
    }

    /// In the order of ids, in which the mailboxes' rows are taken.
    private static void remove(TreeDraft tree) {
        var now = tree.tree();
        now.subscriptions().forEach(tree::unsubscribe);
        now.mailboxes().values().stream()
                .sorted(Comparator.comparingLong((MailboxInfo info) -> info.id().value()))
                .forEach(tree::remove);
    }

    /// Sets what an account may hold.
    ///
    /// @return whether there is such an account
    public boolean setLimits(AccountId account, AccountLimits limits) {
        return parts.commits()
                .run(
                        new AccountWork<Boolean>(false) {
                            @Override
                            protected Boolean plan(Draft draft) {
                                boolean exists =
                                        draft.rows().accounts().counters(account).isPresent();
                                if (exists) {
                                    draft.add(new Change.LimitsSet(account, limits));
                                }
                                return exists;
                            }
                        });
    }
}
