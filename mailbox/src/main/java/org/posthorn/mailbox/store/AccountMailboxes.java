package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxOutcome.AlreadyExists;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.MailboxOutcome.HasChildren;
import org.posthorn.mailbox.store.MailboxOutcome.NoSuchMailbox;
import org.posthorn.mailbox.store.MailboxOutcome.NotPermitted;

/// The tree of one account's mailboxes. Each mailbox has its parents, because CREATE makes them,
/// DELETE refuses to leave a child behind and RENAME takes the children along.
final class AccountMailboxes implements Mailboxes {
    private final StoreParts parts;
    private final AccountId account;
    private final ReentrantLock lock;

    /// @param lock held over each change of the tree, before any mailbox's lock
    AccountMailboxes(StoreParts parts, AccountId account, ReentrantLock lock) {
        this.parts = parts;
        this.account = account;
        this.lock = lock;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<MailboxInfo> list() {
        var all = new ArrayList<>(parts.storage().reading(tx -> tx.mailboxes().of(account)));
        all.sort(Comparator.comparing(MailboxInfo::name));
        return all;
    }

    @Override
    public Optional<MailboxInfo> find(MailboxName name) {
        return parts.storage().reading(tx -> tx.mailboxes().find(account, name));
    }

    @Override
    public SortedSet<MailboxName> subscriptions() {
        return parts.storage().reading(tx -> tx.mailboxes().subscriptions(account));
    }

    @Override
    public void subscribe(MailboxName name) {
        locked(() ->
                parts.storage()
                        .inTransaction(tx -> {
                            tx.mailboxes().subscribe(account, name);
                            return true;
                        }));
    }

    @Override
    public void unsubscribe(MailboxName name) {
        locked(() ->
                parts.storage()
                        .inTransaction(tx -> {
                            tx.mailboxes().unsubscribe(account, name);
                            return true;
                        }));
    }

    @Override
    public MailboxOutcome create(MailboxName name, Set<SpecialUse> uses) {
        return locked(() -> parts.storage().inTransaction(tx -> create(tx, name, uses)));
    }

    private MailboxOutcome create(MailTransaction tx, MailboxName name, Set<SpecialUse> uses) {
        if (tx.mailboxes().find(account, name).isPresent()) {
            return new AlreadyExists(name);
        }
        createMissingParents(tx, name);
        return new Done(tx.mailboxes().insert(account, name, uses));
    }

    private void createMissingParents(MailTransaction tx, MailboxName name) {
        var parent = name.parent();
        if (parent.isPresent() && tx.mailboxes().find(account, parent.get()).isEmpty()) {
            createMissingParents(tx, parent.get());
            tx.mailboxes().insert(account, parent.get(), Set.of());
        }
    }

    @Override
    public MailboxOutcome delete(MailboxName name) {
        if (name.isInbox()) {
            return new NotPermitted("INBOX cannot be deleted");
        }
        return locked(() -> deleteLocked(name));
    }

    private MailboxOutcome deleteLocked(MailboxName name) {
        var all = list();
        var doomed = all.stream().filter(info -> info.name().equals(name)).findAny();
        if (doomed.isEmpty()) {
            return new NoSuchMailbox(name);
        }
        if (all.stream().anyMatch(info -> info.name().isBelow(name))) {
            return new HasChildren(name);
        }
        MailboxRemoval.shrink(parts, doomed.get().id(), MessageChanges.MOST_AT_ONCE);
        deleteMailbox(doomed.get().id());
        return new Done(doomed.get());
    }

    private void deleteMailbox(MailboxId id) {
        var shared = parts.open().retain(id);
        try (var release = parts.pins().newRelease()) {
            var mailbox = List.of(shared);
            SharedMailbox.changing(
                    mailbox,
                    () ->
                            SharedMailbox.commit(
                                    mailbox,
                                    tx -> {
                                        MailboxRemoval.remove(tx, id, release);
                                        return true;
                                    },
                                    _ -> shared.publishDeleted()));
            release.committed();
        } finally {
            parts.open().release(shared);
        }
    }

    @Override
    public MailboxOutcome rename(MailboxName from, MailboxName to) {
        return locked(() -> from.isInbox() ? renameInbox(to) : renameTree(from, to));
    }

    /// RFC 9051 section 6.3.6: the messages move to a new mailbox, INBOX and what is below it stay.
    private MailboxOutcome renameInbox(MailboxName to) {
        if (!(create(to, Set.of()) instanceof Done done)) {
            return new AlreadyExists(to);
        }
        try (var inbox = open(MailboxName.INBOX).orElseThrow();
                var target = open(to).orElseThrow()) {
            inbox.moveTo(UidSet.ALL, target);
        }
        return done;
    }

    private MailboxOutcome renameTree(MailboxName from, MailboxName to) {
        var all = list();
        var renamed = all.stream().filter(info -> info.name().equals(from)).findAny();
        if (renamed.isEmpty()) {
            return new NoSuchMailbox(from);
        }
        if (all.stream().anyMatch(info -> info.name().equals(to))) {
            return new AlreadyExists(to);
        }
        if (to.isBelow(from)) {
            return new NotPermitted("a mailbox cannot move below itself");
        }
        var moved = new ArrayList<MailboxInfo>();
        try {
            for (MailboxInfo info : all) {
                if (info.name().equals(from) || info.name().isBelow(from)) {
                    moved.add(withName(info, below(info.name(), from, to)));
                }
            }
        } catch (IllegalArgumentException e) {
            return new NotPermitted("a name below it would not be valid: " + e.getMessage());
        }
        parts.storage()
                .inTransaction(tx -> {
                    createMissingParents(tx, to);
                    moved.forEach(info -> tx.mailboxes().rename(info.id(), info.name()));
                    return true;
                });
        moved.forEach(
                info -> parts.open().find(info.id()).ifPresent(shared -> shared.setInfo(info)));
        return new Done(withName(renamed.get(), to));
    }

    private static MailboxName below(MailboxName name, MailboxName from, MailboxName to) {
        return new MailboxName(to.value() + name.value().substring(from.value().length()));
    }

    private static MailboxInfo withName(MailboxInfo info, MailboxName name) {
        return new MailboxInfo(info.id(), name, info.uidValidity(), info.specialUses());
    }

    @Override
    public Optional<Mailbox> open(MailboxName name) {
        return retain(name).map(shared -> new MailboxHandle(parts, shared));
    }

    /// Takes hold of the mailbox with its state loaded.
    private Optional<SharedMailbox> retain(MailboxName name) {
        var found =
                locked(() -> {
                    var info = find(name);
                    return info.map(known -> {
                        var shared = parts.open().retain(known.id());
                        shared.setInfo(known);
                        return shared;
                    });
                });
        if (found.isEmpty()) {
            return found;
        }
        var shared = found.get();
        boolean exists = false;
        try {
            exists = SharedMailbox.changing(List.of(shared), shared::load);
        } finally {
            if (!exists) {
                parts.open().release(shared);
            }
        }
        return exists ? found : Optional.empty();
    }

    @Override
    public Optional<MailboxStatus> status(MailboxName name) {
        return retain(name)
                .map(shared -> {
                    try {
                        return shared.status();
                    } finally {
                        parts.open().release(shared);
                    }
                });
    }
}
