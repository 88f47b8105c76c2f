package org.posthorn.mailbox.tree;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.store.MailboxId;

/// What accounts may do in mailboxes of others, as far as it was lately asked for.
public final class Grants {
    /// How many grants are remembered at most.
    private static final long MAX_GRANTS = 100_000;

    private final MailStorage storage;

    /// Rises with each change of rights, so that what was read before it does not last.
    private final AtomicLong changes = new AtomicLong();

    private final Cache<AccountId, Known> known =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_GRANTS)
                    .weigher((AccountId _, Known grants) -> 1 + grants.mailboxes.size())
                    .executor(Runnable::run)
                    .build();

    public Grants(MailStorage storage) {
        this.storage = storage;
    }

    private record Known(long changes, Map<MailboxId, Granted> mailboxes) {}

    /// What one account may do in one mailbox.
    ///
    /// @param everyones whether everyone has some of the rights
    /// @param version of the owner's tree, which every change of rights raises
    record Granted(
            AccountId owner, EmailAddress address, Rights rights, boolean everyones, long version) {
        private Granted plus(Rights more, boolean all) {
            return new Granted(owner, address, rights.plus(more), everyones || all, version);
        }
    }

    /// All that the account has rights on.
    Map<MailboxId, Granted> of(AccountId viewer) {
        Known before = known.getIfPresent(viewer);
        if (before != null && before.changes == changes.get()) {
            return before.mailboxes;
        }
        long now = changes.get();
        var read = new Known(now, storage.reading(tx -> read(tx, viewer)));
        known.put(viewer, read);
        return read.mailboxes;
    }

    /// What the account may do in a mailbox that is not its own.
    public Rights rights(AccountId viewer, MailboxId mailbox) {
        Granted granted = of(viewer).get(mailbox);
        return granted == null ? Rights.NONE : granted.rights;
    }

    /// Reads until no right has changed meanwhile.
    private static Map<MailboxId, Granted> read(MailTransaction tx, AccountId viewer) {
        if (tx.trees().version(viewer).isEmpty()) {
            // Who is not there is not everyone.
            return Map.of();
        }
        var before = tx.trees().rightsOf(viewer);
        while (true) {
            var granted = granted(tx, viewer, before);
            var after = tx.trees().rightsOf(viewer);
            if (Set.copyOf(after).equals(Set.copyOf(before))) {
                return granted;
            }
            before = after;
        }
    }

    private static Map<MailboxId, Granted> granted(
            MailTransaction tx, AccountId viewer, List<MailboxRight> rights) {
        var all = new HashMap<MailboxId, Granted>();
        for (MailboxRight right : rights) {
            boolean everyones = right.grantee().isEmpty();
            Granted other = all.get(right.mailbox());
            if (other == null) {
                granted(tx, viewer, right).ifPresent(grant -> all.put(right.mailbox(), grant));
            } else {
                all.put(right.mailbox(), other.plus(right.rights(), everyones));
            }
        }
        return Map.copyOf(all);
    }

    private static Optional<Granted> granted(
            MailTransaction tx, AccountId viewer, MailboxRight right) {
        return tx.trees()
                .mailbox(right.mailbox())
                .filter(owned -> !owned.owner().equals(viewer))
                .flatMap(owned -> tx.directory().account(owned.owner()))
                .map(owner ->
                        new Granted(
                                owner.id(),
                                owner.address(),
                                right.rights(),
                                right.grantee().isEmpty(),
                                tx.trees().version(owner.id()).orElse(0)));
    }

    /// Somebody's rights have changed.
    public void forget() {
        changes.incrementAndGet();
    }

    /// This viewer wants to know anew.
    void forget(AccountId viewer) {
        known.invalidate(viewer);
    }
}
