package org.posthorn.mailbox.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryTables.CounterRow;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.MailboxRows;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

final class MemoryMailboxRows implements MailboxRows {
    private final MemoryTables tables;

    MemoryMailboxRows(MemoryTables tables) {
        this.tables = tables;
    }

    private Optional<CounterRow> row(MailboxId mailbox) {
        return Optional.ofNullable(tables.counters.get(mailbox.value()));
    }

    private void change(MailboxId mailbox, UnaryOperator<CounterRow> change) {
        row(mailbox)
                .ifPresent(row -> tables.put(tables.counters, mailbox.value(), change.apply(row)));
    }

    @Override
    public void insert(MailboxId mailbox, AccountId owner) {
        tables.insert(
                tables.counters,
                mailbox.value(),
                new CounterRow(MailboxCounters.first(owner), 0, Uid.FIRST, new ModSequence(1)));
    }

    @Override
    public void delete(MailboxId mailbox) {
        tables.remove(tables.counters, mailbox.value());
    }

    @Override
    public Optional<MailboxCounters> counters(MailboxId mailbox) {
        return row(mailbox).map(CounterRow::counters);
    }

    @Override
    public Optional<MailboxCounters> take(MailboxId mailbox) {
        return counters(mailbox);
    }

    @Override
    public boolean advance(MailboxId mailbox, ModSequence known, MailboxCounters now, long commit) {
        boolean isKnown =
                counters(mailbox)
                        .map(before -> before.highestModSequence().equals(known))
                        .orElse(false);
        if (isKnown) {
            change(mailbox, row -> row.with(now, commit));
        }
        return isKnown;
    }

    @Override
    public Optional<Long> lastCommit(MailboxId mailbox) {
        return row(mailbox).map(CounterRow::commit);
    }

    @Override
    public List<Version> versions(AccountId owner) {
        var versions = new ArrayList<Version>();
        tables.counters.forEach((id, row) -> {
            if (row.counters().owner().equals(owner)) {
                versions.add(new Version(new MailboxId(id), row.counters().highestModSequence()));
            }
        });
        return versions;
    }

    @Override
    public Optional<Uid> recentFloor(MailboxId mailbox) {
        return row(mailbox).map(CounterRow::recentFloor);
    }

    @Override
    public void raiseRecentFloor(MailboxId mailbox, Uid floor) {
        change(
                mailbox,
                row ->
                        row.recentFloor().compareTo(floor) >= 0
                                ? row
                                : new CounterRow(
                                        row.counters(), row.commit(), floor, row.forgotten()));
    }

    @Override
    public ModSequence forgottenUpTo(MailboxId mailbox) {
        return row(mailbox).map(CounterRow::forgotten).orElse(new ModSequence(1));
    }

    @Override
    public void setForgottenUpTo(MailboxId mailbox, ModSequence modSequence) {
        change(
                mailbox,
                row ->
                        new CounterRow(
                                row.counters(), row.commit(), row.recentFloor(), modSequence));
    }

    @Override
    public List<String> keywords(MailboxId mailbox) {
        return tables.keywords.getOrDefault(mailbox, List.of());
    }

    @Override
    public void addKeywords(MailboxId mailbox, Collection<String> keywords) {
        var all = new ArrayList<>(keywords(mailbox));
        for (String keyword : keywords) {
            if (all.stream().noneMatch(keyword::equalsIgnoreCase)) {
                all.add(keyword);
            }
        }
        if (all.size() > keywords(mailbox).size()) {
            tables.put(tables.keywords, mailbox, List.copyOf(all));
        }
    }

    @Override
    public void removeKeywords(MailboxId mailbox) {
        tables.remove(tables.keywords, mailbox);
    }

    @Override
    public List<MailboxId> after(long id, int most) {
        return tables.counters.tailMap(id, false).keySet().stream()
                .limit(most)
                .map(MailboxId::new)
                .toList();
    }
}
