package org.posthorn.mailbox.memory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.memory.MemoryTables.MessageKey;
import org.posthorn.mailbox.rows.MailboxRows;
import org.posthorn.mailbox.rows.MessageRows;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class MemoryMessageRows implements MessageRows {
    private final MemoryTables tables;
    private final MailboxRows mailboxes;

    MemoryMessageRows(MemoryTables tables, MailboxRows mailboxes) {
        this.tables = tables;
        this.mailboxes = mailboxes;
    }

    private Collection<StoredMessage> below(MailboxId mailbox, Uid end) {
        return end.equals(Uid.FIRST)
                ? List.of()
                : List.copyOf(
                        MemoryTables.of(
                                        mailbox,
                                        tables.messages,
                                        Uid.FIRST,
                                        new Uid(end.value() - 1))
                                .values());
    }

    @Override
    public void forEach(MailboxId mailbox, Uid end, Consumer<MessageRow> action) {
        below(mailbox, end).forEach(message -> action.accept(message.row()));
    }

    @Override
    public void changedSince(
            MailboxId mailbox, ModSequence since, Uid end, Consumer<MessageRow> action) {
        forEach(
                mailbox,
                end,
                row -> {
                    if (row.modSequence().compareTo(since) > 0) {
                        action.accept(row);
                    }
                });
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
        for (StoredMessage message : messages) {
            var key = new MessageKey(mailbox, message.row().uid());
            if (tables.messages.containsKey(key)) {
                throw new StoreException("there is a message " + key + " already");
            }
            tables.put(tables.messages, key, listed(mailbox, message));
        }
    }

    private StoredMessage listed(MailboxId mailbox, StoredMessage message) {
        var row = message.row();
        return with(message, row.withFlags(listed(mailbox, row.flags()), row.modSequence()));
    }

    /// The flags with keywords as the mailbox's list spells them, which they are put into.
    private Flags listed(MailboxId mailbox, Flags flags) {
        if (flags.keywords().isEmpty()) {
            return flags;
        }
        mailboxes.addKeywords(mailbox, flags.keywords());
        return Flags.of(
                flags.systemBits(),
                mailboxes.keywords(mailbox).stream().filter(flags::hasKeyword).toList());
    }

    private static StoredMessage with(StoredMessage message, MessageRow row) {
        return new StoredMessage(
                row,
                message.deliveryHeader(),
                message.emailId(),
                message.threadId(),
                message.saveDate());
    }

    @Override
    public int updateFlags(MailboxId mailbox, List<MessageRow> rows) {
        int there = 0;
        for (MessageRow row : rows) {
            var key = new MessageKey(mailbox, row.uid());
            StoredMessage before = tables.messages.get(key);
            if (before != null) {
                var changed =
                        before.row().withFlags(listed(mailbox, row.flags()), row.modSequence());
                tables.put(tables.messages, key, with(before, changed));
                there++;
            }
        }
        return there;
    }

    @Override
    public int delete(MailboxId mailbox, List<MessageRow> rows) {
        int there = 0;
        for (MessageRow row : rows) {
            var key = new MessageKey(mailbox, row.uid());
            if (tables.messages.containsKey(key)) {
                tables.remove(tables.messages, key);
                there++;
            }
        }
        return there;
    }

    @Override
    public int count(MailboxId mailbox, Uid from, Uid end) {
        return (int)
                below(mailbox, end).stream()
                        .filter(message -> message.row().uid().compareTo(from) >= 0)
                        .count();
    }

    @Override
    public List<MessageRow> from(MailboxId mailbox, Uid first, int most) {
        return MemoryTables.of(mailbox, tables.messages, first, new Uid(Uid.MAX_VALUE))
                .values()
                .stream()
                .limit(most)
                .map(StoredMessage::row)
                .toList();
    }
}
