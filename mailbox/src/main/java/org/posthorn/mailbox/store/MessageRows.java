package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of messages.
public interface MessageRows {
    /// The mailbox's messages in ascending UID order.
    void forEach(MailboxId mailbox, Consumer<MessageRow> action);

    /// Whole rows of the messages in the range, in ascending UID order.
    List<StoredMessage> in(MailboxId mailbox, UidSet.Range uids);

    Optional<StoredMessage> find(MailboxId mailbox, Uid uid);

    void insert(MailboxId mailbox, List<StoredMessage> messages);

    /// Sets each message's flags and mod-sequence to those of its row here.
    void updateFlags(MailboxId mailbox, List<MessageRow> rows);

    /// Removes the messages and remembers under which mod-sequence they went (RFC 7162 section
    /// 3.2). Their bodies are the caller's business.
    void expunge(MailboxId mailbox, List<MessageRow> rows, ModSequence modSequence);

    /// Removes all messages of a mailbox that is being deleted. Their bodies are the caller's
    /// business.
    void deleteAll(MailboxId mailbox);

    /// The UIDs of messages that were expunged after `since`.
    UidSet expungedSince(MailboxId mailbox, ModSequence since);
}
