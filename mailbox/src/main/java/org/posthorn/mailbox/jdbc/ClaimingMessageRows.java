package org.posthorn.mailbox.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.store.DiskReserve;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageRows;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoredMessage;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// Messages that are added only where the disk has room for their rows and for the log of them.
final class ClaimingMessageRows implements MessageRows {
    /// With its indexes, its place in the log, and delivery headers of a usual length.
    private static final long ROW_OCTETS = 1024;

    private final MessageRows rows;
    private final DiskReserve.Claim claim;

    ClaimingMessageRows(MessageRows rows, DiskReserve.Claim claim) {
        this.rows = rows;
        this.claim = claim;
    }

    @Override
    public void insert(MailboxId mailbox, List<StoredMessage> messages) {
        claim.add(ROW_OCTETS * messages.size());
        rows.insert(mailbox, messages);
    }

    @Override
    public void forEach(MailboxId mailbox, Consumer<MessageRow> action) {
        rows.forEach(mailbox, action);
    }

    @Override
    public List<StoredMessage> in(MailboxId mailbox, UidSet.Range uids) {
        return rows.in(mailbox, uids);
    }

    @Override
    public Optional<StoredMessage> find(MailboxId mailbox, Uid uid) {
        return rows.find(mailbox, uid);
    }

    @Override
    public void updateFlags(MailboxId mailbox, List<MessageRow> messages) {
        rows.updateFlags(mailbox, messages);
    }

    @Override
    public void expunge(MailboxId mailbox, List<MessageRow> messages, ModSequence modSequence) {
        rows.expunge(mailbox, messages, modSequence);
    }

    @Override
    public void deleteAll(MailboxId mailbox) {
        rows.deleteAll(mailbox);
    }

    @Override
    public UidSet expungedSince(MailboxId mailbox, ModSequence since) {
        return rows.expungedSince(mailbox, since);
    }
}
