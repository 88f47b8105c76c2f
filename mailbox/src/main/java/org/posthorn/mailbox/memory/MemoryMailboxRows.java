package org.posthorn.mailbox.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryTables.MailboxRow;
import org.posthorn.mailbox.store.MailboxCounters;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxRows;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

final class MemoryMailboxRows implements MailboxRows {
    private final MemoryTables tables;

    MemoryMailboxRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public List<MailboxInfo> of(AccountId account) {
        return tables.mailboxes.values().stream()
                .filter(row -> row.account().equals(account))
                .map(MailboxRow::info)
                .toList();
    }

    @Override
    public Optional<MailboxInfo> find(AccountId account, MailboxName name) {
        return of(account).stream().filter(info -> info.name().equals(name)).findAny();
    }

    @Override
    public MailboxInfo insert(AccountId account, MailboxName name, Set<SpecialUse> uses) {
        if (find(account, name).isPresent()) {
            throw new StoreException("there is a mailbox " + name + " already");
        }
        long now = System.currentTimeMillis() / 1000;
        tables.lastUidValidity = Math.max(now, tables.lastUidValidity + 1);
        tables.lastMailbox++;
        var info =
                new MailboxInfo(
                        new MailboxId(tables.lastMailbox),
                        name,
                        new UidValidity(tables.lastUidValidity),
                        uses);
        var counters = new MailboxCounters(Uid.FIRST, new ModSequence(1), Uid.FIRST);
        tables.put(tables.mailboxes, info.id(), new MailboxRow(account, info, counters));
        return info;
    }

    @Override
    public void rename(MailboxId mailbox, MailboxName name) {
        var row = row(mailbox).orElseThrow();
        var info = row.info();
        var renamed = new MailboxInfo(info.id(), name, info.uidValidity(), info.specialUses());
        tables.put(
                tables.mailboxes, mailbox, new MailboxRow(row.account(), renamed, row.counters()));
    }

    @Override
    public void delete(MailboxId mailbox) {
        tables.remove(tables.mailboxes, mailbox);
        for (var key : List.copyOf(MemoryTables.of(mailbox, tables.expunged).keySet())) {
            tables.remove(tables.expunged, key);
        }
    }

    @Override
    public Optional<MailboxCounters> counters(MailboxId mailbox) {
        return row(mailbox).map(MailboxRow::counters);
    }

    @Override
    public Optional<MailboxCounters> advance(MailboxId mailbox, int uids) {
        return counters(mailbox)
                .map(before ->
                        set(
                                mailbox,
                                new MailboxCounters(
                                        new Uid(before.uidNext().value() + uids),
                                        new ModSequence(before.highestModSequence().value() + 1),
                                        before.recentFloor())));
    }

    private MailboxCounters set(MailboxId mailbox, MailboxCounters counters) {
        var row = row(mailbox).orElseThrow();
        tables.put(tables.mailboxes, mailbox, new MailboxRow(row.account(), row.info(), counters));
        return counters;
    }

    @Override
    public void raiseRecentFloor(MailboxId mailbox, Uid floor) {
        counters(mailbox)
                .filter(before -> before.recentFloor().compareTo(floor) < 0)
                .ifPresent(before ->
                        set(
                                mailbox,
                                new MailboxCounters(
                                        before.uidNext(), before.highestModSequence(), floor)));
    }

    private Optional<MailboxRow> row(MailboxId mailbox) {
        return Optional.ofNullable(tables.mailboxes.get(mailbox));
    }

    @Override
    public SortedSet<MailboxName> subscriptions(AccountId account) {
        return new TreeSet<>(tables.subscriptions.getOrDefault(account, new TreeSet<>()));
    }

    @Override
    public void subscribe(AccountId account, MailboxName name) {
        var names = new TreeSet<>(subscriptions(account));
        names.add(name);
        tables.put(tables.subscriptions, account, names);
    }

    @Override
    public void unsubscribe(AccountId account, MailboxName name) {
        var names = new TreeSet<>(subscriptions(account));
        names.remove(name);
        tables.put(tables.subscriptions, account, names);
    }
}
