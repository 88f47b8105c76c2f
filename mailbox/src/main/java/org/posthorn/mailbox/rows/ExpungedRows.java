package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// What is known of messages that are gone: their UIDs for clients that were away (QRESYNC, RFC
/// 7162), and for a while all that bringing them back needs.
public interface ExpungedRows {
    /// Remembers messages that are about to be deleted.
    ///
    /// @param keep whether with all that bringing them back needs; then their bodies stay
    ///   referenced
    void insert(
            MailboxId mailbox,
            List<MessageRow> rows,
            ModSequence modSequence,
            Instant now,
            boolean keep);

    /// The UIDs of messages that were expunged after `since`.
    UidSet since(MailboxId mailbox, ModSequence since);

    /// A message that is gone.
    ///
    /// @param kept its body, if it can be brought back
    record Expunged(Uid uid, ModSequence modSequence, Instant when, Optional<BodyId> kept) {}

    /// The first of them by mod-sequence, from `from` on.
    List<Expunged> from(MailboxId mailbox, ModSequence from, int most);

    /// Goes through the bodies of those that can be brought back.
    void forEachKept(MailboxId mailbox, Consumer<BodyId> action);

    /// How many there are.
    int count(MailboxId mailbox);

    /// Makes the messages ones that cannot be brought back. Their bodies are the caller's business.
    void forgetContent(MailboxId mailbox, List<Uid> uids);

    void delete(MailboxId mailbox, List<Uid> uids);
}
