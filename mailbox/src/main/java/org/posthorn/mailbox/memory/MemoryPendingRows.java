package org.posthorn.mailbox.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.PendingRows;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

final class MemoryPendingRows implements PendingRows {
    private final MemoryTables tables;

    MemoryPendingRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public boolean beginCopy(MassCopy copy) {
        if (tables.copies.containsKey(copy.target())) {
            return false;
        }
        tables.put(tables.copies, copy.target(), copy);
        return true;
    }

    @Override
    public Optional<MassCopy> copyInto(MailboxId target) {
        return Optional.ofNullable(tables.copies.get(target));
    }

    @Override
    public List<MassCopy> copies() {
        return List.copyOf(tables.copies.values());
    }

    @Override
    public boolean holdCopy(MailboxId target) {
        return tables.copies.containsKey(target);
    }

    @Override
    public void endCopy(MailboxId target) {
        tables.remove(tables.copies, target);
    }

    @Override
    public void addGone(MailboxId mailbox, AccountId owner) {
        long number = lastGone() + 1;
        tables.put(tables.lastGone, true, number);
        tables.insert(tables.gone, mailbox, new Gone(mailbox, owner, number, false));
    }

    @Override
    public List<MailboxId> unswept(int most) {
        return tables.gone.values().stream()
                .filter(gone -> !gone.swept())
                .map(Gone::mailbox)
                .limit(most)
                .toList();
    }

    @Override
    public void setSwept(MailboxId mailbox) {
        Gone gone = tables.gone.get(mailbox);
        if (gone != null) {
            tables.put(tables.gone, mailbox, new Gone(mailbox, gone.owner(), gone.number(), true));
        }
    }

    @Override
    public List<Gone> goneSince(long number, int most) {
        return tables.gone.values().stream()
                .filter(gone -> gone.number() > number)
                .sorted(Comparator.comparingLong(Gone::number))
                .limit(most)
                .toList();
    }

    @Override
    public void forgetGone(long upTo) {
        List.copyOf(tables.gone.values()).stream()
                .filter(gone -> gone.swept() && gone.number() <= upTo)
                .forEach(gone -> tables.remove(tables.gone, gone.mailbox()));
    }

    @Override
    public long lastGone() {
        return tables.lastGone.getOrDefault(true, 0L);
    }

    @Override
    public void setFollower(String name, long goneUpTo) {
        tables.put(tables.followers, name, goneUpTo);
    }

    @Override
    public void removeFollower(String name) {
        tables.remove(tables.followers, name);
    }

    @Override
    public Optional<Long> slowestFollower() {
        return tables.followers.values().stream().min(Comparator.naturalOrder());
    }

    @Override
    public void addExpansion(Expansion expansion) {
        tables.insert(tables.expansions, expansion.message(), expansion);
    }

    @Override
    public List<Expansion> expansions(long after, int most) {
        return tables.expansions.values().stream()
                .filter(expansion -> expansion.message().value() > after)
                .sorted(Comparator.comparingLong(expansion -> expansion.message().value()))
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Expansion> expansion(BodyId message) {
        return Optional.ofNullable(tables.expansions.get(message));
    }

    @Override
    public boolean advanceExpansion(BodyId message, int from, int to) {
        Expansion before = tables.expansions.get(message);
        if (before == null || before.next() != from) {
            return false;
        }
        tables.put(
                tables.expansions,
                message,
                new Expansion(message, before.placements(), to, before.arrived()));
        return true;
    }

    @Override
    public void endExpansion(BodyId message) {
        tables.remove(tables.expansions, message);
    }

    @Override
    public Examined examined() {
        return tables.examined.getOrDefault(true, new Examined(0, 0));
    }

    @Override
    public void setExamined(Examined examined) {
        tables.put(tables.examined, true, examined);
    }
}
