package org.posthorn.mailbox.rows;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// The rows of messages, those included that a large copy has not shown yet.
public interface MessageRows {
    /// The mailbox's messages with UIDs below `end`, in ascending UID order.
    void forEach(MailboxId mailbox, Uid end, Consumer<MessageRow> action);

    /// Those of them with a mod-sequence above `since`, in ascending UID order.
    void changedSince(MailboxId mailbox, ModSequence since, Uid end, Consumer<MessageRow> action);

    /// Whole rows of the messages in the range, in ascending UID order.
    List<StoredMessage> in(MailboxId mailbox, UidSet.Range uids);

    Optional<StoredMessage> find(MailboxId mailbox, Uid uid);

    void insert(MailboxId mailbox, List<StoredMessage> messages);

    /// Sets each message's flags and mod-sequence to those of its row here.
    ///
    /// @return how many were there
    int updateFlags(MailboxId mailbox, List<MessageRow> rows);

    /// Removes the messages. Their bodies are the caller's business.
    ///
    /// @return how many were there
    int delete(MailboxId mailbox, List<MessageRow> rows);

    /// How many messages have UIDs from `from` up, below `end`.
    int count(MailboxId mailbox, Uid from, Uid end);

    /// The first messages from this UID up, for those who remove all.
    List<MessageRow> from(MailboxId mailbox, Uid first, int most);
}
