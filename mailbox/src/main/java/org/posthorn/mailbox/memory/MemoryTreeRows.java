package org.posthorn.mailbox.memory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryTables.MailboxRow;
import org.posthorn.mailbox.memory.MemoryTables.RightKey;
import org.posthorn.mailbox.memory.MemoryTables.TreeRow;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.rows.TreeRows;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidValidity;

final class MemoryTreeRows implements TreeRows {
    private final MemoryTables tables;

    MemoryTreeRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public void addTree(AccountId account) {
        if (tables.trees.containsKey(account)) {
            throw new StoreException("there is a tree of " + account + " already");
        }
        tables.put(tables.trees, account, new TreeRow(1, new TreeSet<>()));
    }

    @Override
    public void removeTree(AccountId account) {
        tables.remove(tables.trees, account);
    }

    @Override
    public OptionalLong advance(AccountId account) {
        TreeRow row = tables.trees.get(account);
        if (row == null) {
            return OptionalLong.empty();
        }
        tables.put(tables.trees, account, new TreeRow(row.version() + 1, row.subscriptions()));
        return OptionalLong.of(row.version() + 1);
    }

    @Override
    public OptionalLong version(AccountId account) {
        TreeRow row = tables.trees.get(account);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row.version());
    }

    @Override
    public List<MailboxInfo> mailboxes(AccountId account) {
        return tables.mailboxes.values().stream()
                .filter(row -> row.account().equals(account))
                .map(MailboxRow::info)
                .toList();
    }

    @Override
    public Optional<MailboxInfo> find(AccountId account, MailboxName name) {
        return mailboxes(account).stream().filter(info -> info.name().equals(name)).findAny();
    }

    @Override
    public Optional<Owned> mailbox(MailboxId mailbox) {
        return Optional.ofNullable(tables.mailboxes.get(mailbox.value()))
                .map(row -> new Owned(row.account(), row.info()));
    }

    @Override
    public void insert(AccountId account, MailboxInfo mailbox) {
        if (find(account, mailbox.name()).isPresent()
                || tables.mailboxes.containsKey(mailbox.id().value())) {
            throw new StoreException("there is a mailbox " + mailbox.name() + " already");
        }
        tables.put(tables.mailboxes, mailbox.id().value(), new MailboxRow(account, mailbox));
    }

    @Override
    public UidValidity newUidValidity() {
        long now = System.currentTimeMillis() / 1000;
        long next = Math.max(now, tables.lastUidValidity.getOrDefault(true, 0L) + 1);
        tables.put(tables.lastUidValidity, true, next);
        return new UidValidity(next);
    }

    @Override
    public void rename(MailboxId mailbox, MailboxName name) {
        MailboxRow row = tables.mailboxes.get(mailbox.value());
        if (row == null) {
            throw new StoreException("there is no mailbox " + mailbox);
        }
        MailboxInfo info = row.info();
        boolean taken =
                find(row.account(), name).map(other -> !other.id().equals(mailbox)).orElse(false);
        if (taken) {
            throw new StoreException("there is a mailbox " + name + " already");
        }
        tables.put(
                tables.mailboxes,
                mailbox.value(),
                new MailboxRow(
                        row.account(),
                        new MailboxInfo(info.id(), name, info.uidValidity(), info.specialUses())));
    }

    @Override
    public void remove(MailboxId mailbox) {
        tables.remove(tables.mailboxes, mailbox.value());
    }

    @Override
    public SortedSet<MailboxName> subscriptions(AccountId account) {
        TreeRow row = tables.trees.get(account);
        return row == null ? new TreeSet<>() : new TreeSet<>(row.subscriptions());
    }

    @Override
    public void subscribe(AccountId account, MailboxName name) {
        var names = subscriptions(account);
        if (!names.add(name)) {
            throw new StoreException(name + " is subscribed already");
        }
        setSubscriptions(account, names);
    }

    @Override
    public void unsubscribe(AccountId account, MailboxName name) {
        var names = subscriptions(account);
        names.remove(name);
        setSubscriptions(account, names);
    }

    private void setSubscriptions(AccountId account, SortedSet<MailboxName> names) {
        TreeRow row = tables.trees.get(account);
        if (row == null) {
            throw new StoreException("there is no tree of " + account);
        }
        tables.put(tables.trees, account, new TreeRow(row.version(), names));
    }

    @Override
    public List<MailboxRight> rights(MailboxId mailbox) {
        return tables.rights.values().stream()
                .filter(right -> right.mailbox().equals(mailbox))
                .toList();
    }

    @Override
    public List<MailboxRight> rightsOf(AccountId account) {
        return tables.rights.values().stream()
                .filter(right -> right.grantee().map(account::equals).orElse(true))
                .toList();
    }

    @Override
    public void setRight(MailboxRight right) {
        var key = new RightKey(right.mailbox(), right.grantee());
        if (right.rights().rights().isEmpty()) {
            tables.remove(tables.rights, key);
        } else {
            tables.put(tables.rights, key, right);
        }
    }

    @Override
    public void removeRights(MailboxId mailbox) {
        List.copyOf(tables.rights.keySet()).stream()
                .filter(key -> key.mailbox().equals(mailbox))
                .forEach(key -> tables.remove(tables.rights, key));
    }

    @Override
    public void removeRightsOf(AccountId account) {
        List.copyOf(tables.rights.keySet()).stream()
                .filter(key -> key.grantee().equals(Optional.of(account)))
                .forEach(key -> tables.remove(tables.rights, key));
    }
}
