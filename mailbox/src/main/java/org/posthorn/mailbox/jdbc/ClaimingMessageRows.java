package org.posthorn.mailbox.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.rows.MessageRows;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
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
    public void forEach(MailboxId mailbox, Uid end, Consumer<MessageRow> action) {
        rows.forEach(mailbox, end, action);
    }

    @Override
    public void changedSince(
            MailboxId mailbox, ModSequence since, Uid end, Consumer<MessageRow> action) {
        rows.changedSince(mailbox, since, end, action);
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
    public int updateFlags(MailboxId mailbox, List<MessageRow> messages) {
        return rows.updateFlags(mailbox, messages);
    }

    @Override
    public int delete(MailboxId mailbox, List<MessageRow> messages) {
        return rows.delete(mailbox, messages);
    }

    @Override
    public int count(MailboxId mailbox, Uid from, Uid end) {
        return rows.count(mailbox, from, end);
    }

    @Override
    public List<MessageRow> from(MailboxId mailbox, Uid first, int most) {
        return rows.from(mailbox, first, most);
    }
}
