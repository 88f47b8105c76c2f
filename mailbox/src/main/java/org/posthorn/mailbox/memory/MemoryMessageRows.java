package org.posthorn.mailbox.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.memory.MemoryTables.MessageKey;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageRows;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoredMessage;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class MemoryMessageRows implements MessageRows {
    private final MemoryTables tables;

    MemoryMessageRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public void forEach(MailboxId mailbox, Consumer<MessageRow> action) {
        for (var message : List.copyOf(MemoryTables.of(mailbox, tables.messages).values())) {
            action.accept(message.row());
        }
    }

    @Override
    public List<StoredMessage> in(MailboxId mailbox, UidSet.Range uids) {
        var first = new Uid(uids.first());
        var last = new Uid(uids.last());
        return List.copyOf(MemoryTables.of(mailbox, tables.messages, first, last).values());
    }

    @Override
    public Optional<StoredMessage> find(MailboxId mailbox, Uid uid) {
        return Optional.ofNullable(tables.messages.get(new MessageKey(mailbox, uid)));
    }

    @Override
    public void insert(MailboxId mailbox, List<StoredMessage> messages) {
        for (var message : messages) {
            tables.put(tables.messages, new MessageKey(mailbox, message.row().uid()), message);
        }
    }

    @Override
    public void updateFlags(MailboxId mailbox, List<MessageRow> rows) {
        for (var row : rows) {
            find(mailbox, row.uid())
                    .ifPresent(before ->
                            tables.put(
                                    tables.messages,
                                    new MessageKey(mailbox, row.uid()),
                                    withRow(before, row)));
        }
    }

    private static StoredMessage withRow(StoredMessage before, MessageRow row) {
        return new StoredMessage(
                before.row().withFlags(row.flags(), row.modSequence()),
                before.deliveryHeader(),
                before.emailId(),
                before.threadId(),
                before.saveDate());
    }

    @Override
    public void expunge(MailboxId mailbox, List<MessageRow> rows, ModSequence modSequence) {
        for (var row : rows) {
            var key = new MessageKey(mailbox, row.uid());
            tables.remove(tables.messages, key);
            tables.put(tables.expunged, key, modSequence);
        }
    }

    @Override
    public void deleteAll(MailboxId mailbox) {
        for (var key : List.copyOf(MemoryTables.of(mailbox, tables.messages).keySet())) {
            tables.remove(tables.messages, key);
        }
    }

    @Override
    public UidSet expungedSince(MailboxId mailbox, ModSequence since) {
        var uids = new UidSet.Builder();
        MemoryTables.of(mailbox, tables.expunged)
                .forEach((key, modSequence) -> {
                    if (modSequence.compareTo(since) > 0) {
                        uids.add(key.uid());
                    }
                });
        return uids.build();
    }
}
