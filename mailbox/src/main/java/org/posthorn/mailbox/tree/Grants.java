package org.posthorn.mailbox.tree;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.Map;
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
    record Granted(AccountId owner, EmailAddress address, Rights rights, boolean everyones) {
        private Granted plus(Rights more, boolean all) {
            return new Granted(owner, address, rights.plus(more), everyones || all);
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

    private static Map<MailboxId, Granted> read(MailTransaction tx, AccountId viewer) {
        var all = new HashMap<MailboxId, Granted>();
        if (tx.trees().version(viewer).isEmpty()) {
            // Who is not there is not everyone.
            return all;
        }
        for (MailboxRight right : tx.trees().rightsOf(viewer)) {
            boolean everyones = right.grantee().isEmpty();
            Granted other = all.get(right.mailbox());
            if (other != null) {
                all.put(right.mailbox(), other.plus(right.rights(), everyones));
                continue;
            }
            tx.trees()
                    .mailbox(right.mailbox())
                    .filter(owned -> !owned.owner().equals(viewer))
                    .flatMap(owned -> tx.directory().account(owned.owner()))
                    .ifPresent(owner ->
                            all.put(
                                    right.mailbox(),
                                    new Granted(
                                            owner.id(),
                                            owner.address(),
                                            right.rights(),
                                            everyones)));
        }
        return Map.copyOf(all);
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
