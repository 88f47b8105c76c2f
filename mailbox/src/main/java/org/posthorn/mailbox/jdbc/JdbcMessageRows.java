package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.jdbc.JdbcTransaction.Null;
import org.posthorn.mailbox.rows.MessageRows;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.ThreadId;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class JdbcMessageRows implements MessageRows {
    private final JdbcTransaction tx;
    private final JdbcKeywords keywords;

    JdbcMessageRows(JdbcTransaction tx, JdbcKeywords keywords) {
        this.tx = tx;
        this.keywords = keywords;
    }

    /// Columns: uid, system_flags, keywords, modseq, size_octets, internal_date, body_id.
    private MessageRow messageRow(MailboxId mailbox, ResultSet row) throws SQLException {
        return new MessageRow(
                new Uid(row.getLong(1)),
                keywords.flags(mailbox, row.getInt(2), row.getBytes(3)),
                new ModSequence(row.getLong(4)),
                row.getLong(5),
                Instant.ofEpochSecond(row.getLong(6)),
                new BodyId(row.getLong(7)));
    }

    /// Columns as [#messageRow], then delivery_header, email_id, thread_id, save_date.
    private StoredMessage storedMessage(MailboxId mailbox, ResultSet row) throws SQLException {
        String header = row.getString(8);
        return new StoredMessage(
                messageRow(mailbox, row),
                header == null ? "" : header,
                new EmailId(row.getLong(9)),
                new ThreadId(row.getLong(10)),
                Instant.ofEpochSecond(row.getLong(11)));
    }

    @Override
    public void forEach(MailboxId mailbox, Uid end, Consumer<MessageRow> action) {
        tx.forEach(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? AND uid < ? ORDER BY uid
                """,
                row -> action.accept(messageRow(mailbox, row)),
                mailbox.value(),
                end.value());
    }

    @Override
    public void changedSince(
            MailboxId mailbox, ModSequence since, Uid end, Consumer<MessageRow> action) {
        tx.forEach(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id
                FROM messages --DERBY-PROPERTIES index=messages_modseq
                WHERE mailbox_id = ? AND modseq > ? AND uid < ? ORDER BY uid
                """,
                row -> action.accept(messageRow(mailbox, row)),
                mailbox.value(),
                since.value(),
                end.value());
    }

    @Override
    public List<StoredMessage> in(MailboxId mailbox, UidSet.Range uids) {
        return tx.list(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id,
                    delivery_header, email_id, thread_id, save_date
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? AND uid >= ? AND uid <= ? ORDER BY uid
                """,
                row -> storedMessage(mailbox, row),
                mailbox.value(),
                uids.first(),
                uids.last());
    }

    @Override
    public Optional<StoredMessage> find(MailboxId mailbox, Uid uid) {
        return tx.first(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id,
                    delivery_header, email_id, thread_id, save_date
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? AND uid = ?
                """,
                row -> storedMessage(mailbox, row),
                mailbox.value(),
                uid.value());
    }

    @Override
    public void insert(MailboxId mailbox, List<StoredMessage> messages) {
        tx.updateEach(
                """
                INSERT INTO messages (mailbox_id, uid, system_flags, keywords, modseq, size_octets,
                    internal_date, body_id, delivery_header, email_id, thread_id, save_date)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                messages,
                message -> values(mailbox, message));
    }

    private Object[] values(MailboxId mailbox, StoredMessage message) {
        MessageRow row = message.row();
        return new Object[] {
            mailbox.value(),
            row.uid().value(),
            row.flags().systemBits(),
            keywords.stored(mailbox, row.flags()),
            row.modSequence().value(),
            row.sizeOctets(),
            row.internalDate().getEpochSecond(),
            row.body().value(),
            message.deliveryHeader().isEmpty() ? Null.TEXT : message.deliveryHeader(),
            message.emailId().value(),
            message.threadId().value(),
            message.saveDate().getEpochSecond()
        };
    }

    @Override
    public int updateFlags(MailboxId mailbox, List<MessageRow> rows) {
        return sum(
                tx.updateEach(
                        """
                        UPDATE messages SET system_flags = ?, keywords = ?, modseq = ?
                        WHERE mailbox_id = ? AND uid >= ? AND uid <= ?
                        """,
                        UidRun.of(rows, JdbcMessageRows::becomeTheSame),
                        run ->
                                new Object[] {
                                    run.sample().flags().systemBits(),
                                    keywords.stored(mailbox, run.sample().flags()),
                                    run.sample().modSequence().value(),
                                    mailbox.value(),
                                    run.first(),
                                    run.last()
                                }));
    }

    private static int sum(int[] counts) {
        return Arrays.stream(counts).sum();
    }

    private static boolean becomeTheSame(MessageRow one, MessageRow other) {
        return one.flags().equals(other.flags()) && one.modSequence().equals(other.modSequence());
    }

    @Override
    public int delete(MailboxId mailbox, List<MessageRow> rows) {
        return sum(
                tx.updateEach(
                        "DELETE FROM messages WHERE mailbox_id = ? AND uid >= ? AND uid <= ?",
                        UidRun.of(rows, (_, _) -> true),
                        run -> new Object[] {mailbox.value(), run.first(), run.last()}));
    }

    @Override
    public int count(MailboxId mailbox, Uid from, Uid end) {
        return tx.first(
                        """
                        SELECT COUNT(*)
                        FROM messages --DERBY-PROPERTIES constraint=messages_key
                        WHERE mailbox_id = ? AND uid >= ? AND uid < ?
                        """,
                        row -> row.getInt(1),
                        mailbox.value(),
                        from.value(),
                        end.value())
                .orElse(0);
    }

    @Override
    public List<MessageRow> from(MailboxId mailbox, Uid first, int most) {
        return tx.list(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? AND uid >= ? ORDER BY uid FETCH FIRST ? ROWS ONLY
                """,
                row -> messageRow(mailbox, row),
                mailbox.value(),
                first.value(),
                most);
    }
}
