package org.posthorn.mailbox.tree;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;

/// The trees of accounts that were lately asked for.
public final class Trees {
    /// How many mailboxes they have together, at most.
    private static final long MAX_MAILBOXES =
            Math.min(500_000, Runtime.getRuntime().maxMemory() / 8192);

    private final MailStorage storage;

    private final Cache<AccountId, Tree> trees =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_MAILBOXES)
                    .weigher((AccountId _, Tree tree) ->
                            1 + tree.mailboxes().size() + tree.subscriptions().size())
                    .executor(Runnable::run)
                    .build();

    public Trees(MailStorage storage) {
        this.storage = storage;
    }

    /// The account's tree as of some lately committed version.
    public Tree of(AccountId account) {
        Tree known = trees.getIfPresent(account);
        return known != null ? known : reload(account);
    }

    /// The account's tree as the database has it.
    public Tree reload(AccountId account) {
        Tree known = trees.getIfPresent(account);
        var tree = storage.reading(tx -> committed(tx, account, known));
        if (tree.isEmpty()) {
            forget(account);
            return Tree.NONE;
        }
        publish(account, tree.get());
        return tree.get();
    }

    private static Optional<Tree> committed(
            MailTransaction tx, AccountId account, @Nullable Tree known) {
        OptionalLong before = tx.trees().version(account);
        while (before.isPresent()) {
            if (known != null && known.version() == before.getAsLong()) {
                return Optional.of(known);
            }
            Tree tree = read(tx, account, before.getAsLong());
            OptionalLong after = tx.trees().version(account);
            if (after.equals(before)) {
                return Optional.of(tree);
            }
            before = after;
        }
        return Optional.empty();
    }

    private static Tree read(MailTransaction tx, AccountId account, long version) {
        return Tree.of(version, tx.trees().mailboxes(account), tx.trees().subscriptions(account));
    }

    /// The tree to change, within the transaction that has given it its new version and holds it.
    public Tree toChange(MailTransaction tx, AccountId account, long version) {
        Tree known = trees.getIfPresent(account);
        return known != null && known.version() == version - 1
                ? new Tree(version, known.mailboxes(), known.subscriptions())
                : read(tx, account, version);
    }

    public void publish(AccountId account, Tree tree) {
        trees.asMap()
                .merge(
                        account,
                        tree,
                        (before, now) -> before.version() > now.version() ? before : now);
    }

    public void forget(AccountId account) {
        trees.invalidate(account);
    }

    /// The accounts whose trees are known.
    public List<AccountId> known() {
        return new ArrayList<>(trees.asMap().keySet());
    }
}
