package org.posthorn.mailbox.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.memory.MemoryTables.ExpungedRow;
import org.posthorn.mailbox.memory.MemoryTables.MessageKey;
import org.posthorn.mailbox.rows.ExpungedRows;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class MemoryExpungedRows implements ExpungedRows {
    private final MemoryTables tables;

    MemoryExpungedRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(
            MailboxId mailbox,
            List<MessageRow> rows,
            ModSequence modSequence,
            Instant now,
            boolean keep) {
        for (MessageRow row : rows) {
            var key = new MessageKey(mailbox, row.uid());
            StoredMessage message = tables.messages.get(key);
            if (message != null) {
                Optional<StoredMessage> kept = keep ? Optional.of(message) : Optional.empty();
                tables.insert(tables.expunged, key, new ExpungedRow(modSequence, now, kept));
            }
        }
    }

    @Override
    public UidSet since(MailboxId mailbox, ModSequence since) {
        var uids = new UidSet.Builder();
        MemoryTables.of(mailbox, tables.expunged)
                .forEach((key, row) -> {
                    if (row.modSequence().compareTo(since) > 0) {
                        uids.add(key.uid());
                    }
                });
        return uids.build();
    }

    private static Expunged expunged(Map.Entry<MessageKey, ExpungedRow> entry) {
        ExpungedRow row = entry.getValue();
        Optional<BodyId> body = row.kept().map(message -> message.row().body());
        return new Expunged(entry.getKey().uid(), row.modSequence(), row.when(), body);
    }

    @Override
    public List<Expunged> from(MailboxId mailbox, ModSequence from, int most) {
        return MemoryTables.of(mailbox, tables.expunged).entrySet().stream()
                .map(MemoryExpungedRows::expunged)
                .filter(row -> row.modSequence().compareTo(from) >= 0)
                .sorted(Comparator.comparing(Expunged::modSequence).thenComparing(Expunged::uid))
                .limit(most)
                .toList();
    }

    @Override
    public void forEachKept(MailboxId mailbox, Consumer<BodyId> action) {
        MemoryTables.of(mailbox, tables.expunged)
                .values()
                .forEach(row -> row.kept().ifPresent(kept -> action.accept(kept.row().body())));
    }

    @Override
    public int count(MailboxId mailbox) {
        return MemoryTables.of(mailbox, tables.expunged).size();
    }

    @Override
    public void forgetContent(MailboxId mailbox, List<Uid> uids) {
        for (Uid uid : uids) {
            var key = new MessageKey(mailbox, uid);
            ExpungedRow row = tables.expunged.get(key);
            if (row != null) {
                tables.put(
                        tables.expunged,
                        key,
                        new ExpungedRow(row.modSequence(), row.when(), Optional.empty()));
            }
        }
    }

    @Override
    public void delete(MailboxId mailbox, List<Uid> uids) {
        uids.forEach(uid -> tables.remove(tables.expunged, new MessageKey(mailbox, uid)));
    }
}
