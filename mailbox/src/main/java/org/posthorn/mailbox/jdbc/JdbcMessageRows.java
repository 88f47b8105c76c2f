package org.posthorn.mailbox.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageRows;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoredMessage;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class JdbcMessageRows implements MessageRows {
    private final JdbcTransaction tx;

    JdbcMessageRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    /// Columns: uid, system_flags, keywords, modseq, size_octets, internal_date, body_id.
    private static MessageRow messageRow(ResultSet row) throws SQLException {
        return new MessageRow(
                new Uid(row.getLong(1)),
                flags(row.getInt(2), row.getString(3)),
                new ModSequence(row.getLong(4)),
                row.getLong(5),
                Instant.ofEpochSecond(row.getLong(6)),
                new BodyId(row.getLong(7)));
    }

    private static Flags flags(int systemBits, @Nullable String keywords) {
        return Flags.of(
                systemBits, keywords == null ? List.of() : List.of(keywords.split(" ", -1)));
    }

    private static void setKeywords(PreparedStatement statement, int place, Flags flags)
            throws SQLException {
        if (flags.keywords().isEmpty()) {
            statement.setNull(place, Types.VARCHAR);
        } else {
            statement.setString(place, String.join(" ", flags.keywords()));
        }
    }

    /// Columns as [#messageRow], then delivery_header, email_id, thread_id, save_date.
    private static StoredMessage storedMessage(ResultSet row) throws SQLException {
        String header = row.getString(8);
        return new StoredMessage(
                messageRow(row),
                header == null ? "" : header,
                row.getLong(9),
                row.getLong(10),
                Instant.ofEpochSecond(row.getLong(11)));
    }

    @Override
    public void forEach(MailboxId mailbox, Consumer<MessageRow> action) {
        tx.forEach(
                """
                SELECT uid, system_flags, keywords, modseq, size_octets, internal_date, body_id
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? ORDER BY uid
                """,
                statement -> statement.setLong(1, mailbox.value()),
                row -> action.accept(messageRow(row)));
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
                statement -> {
                    statement.setLong(1, mailbox.value());
                    statement.setLong(2, uids.first());
                    statement.setLong(3, uids.last());
                },
                JdbcMessageRows::storedMessage);
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
                statement -> {
                    statement.setLong(1, mailbox.value());
                    statement.setLong(2, uid.value());
                },
                JdbcMessageRows::storedMessage);
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
                (statement, message) -> bind(statement, mailbox, message));
    }

    private static void bind(PreparedStatement statement, MailboxId mailbox, StoredMessage message)
            throws SQLException {
        MessageRow row = message.row();
        statement.setLong(1, mailbox.value());
        statement.setLong(2, row.uid().value());
        statement.setInt(3, row.flags().systemBits());
        setKeywords(statement, 4, row.flags());
        statement.setLong(5, row.modSequence().value());
        statement.setLong(6, row.sizeOctets());
        statement.setLong(7, row.internalDate().getEpochSecond());
        statement.setLong(8, row.body().value());
        if (message.deliveryHeader().isEmpty()) {
            statement.setNull(9, Types.VARCHAR);
        } else {
            statement.setString(9, message.deliveryHeader());
        }
        statement.setLong(10, message.emailId());
        statement.setLong(11, message.threadId());
        statement.setLong(12, message.saveDate().getEpochSecond());
    }

    @Override
    public void updateFlags(MailboxId mailbox, List<MessageRow> rows) {
        tx.updateEach(
                """
                UPDATE messages SET system_flags = ?, keywords = ?, modseq = ?
                WHERE mailbox_id = ? AND uid >= ? AND uid <= ?
                """,
                UidRun.of(rows, JdbcMessageRows::becomeTheSame),
                (statement, run) -> {
                    MessageRow row = run.sample();
                    statement.setInt(1, row.flags().systemBits());
                    setKeywords(statement, 2, row.flags());
                    statement.setLong(3, row.modSequence().value());
                    statement.setLong(4, mailbox.value());
                    statement.setLong(5, run.first());
                    statement.setLong(6, run.last());
                });
    }

    private static boolean becomeTheSame(MessageRow one, MessageRow other) {
        return one.flags().systemBits() == other.flags().systemBits()
                && one.flags().keywords().equals(other.flags().keywords())
                && one.modSequence().equals(other.modSequence());
    }

    @Override
    public void expunge(MailboxId mailbox, List<MessageRow> rows, ModSequence modSequence) {
        long now = System.currentTimeMillis() / 1000;
        List<UidRun> runs = UidRun.of(rows, (_, _) -> true);
        tx.updateEach(
                """
                INSERT INTO expunged (mailbox_id, uid, modseq, expunged_date)
                SELECT mailbox_id, uid, CAST(? AS BIGINT), CAST(? AS BIGINT)
                FROM messages --DERBY-PROPERTIES constraint=messages_key
                WHERE mailbox_id = ? AND uid >= ? AND uid <= ?
                """,
                runs,
                (statement, run) -> {
                    statement.setLong(1, modSequence.value());
                    statement.setLong(2, now);
                    statement.setLong(3, mailbox.value());
                    statement.setLong(4, run.first());
                    statement.setLong(5, run.last());
                });
        tx.updateEach(
                "DELETE FROM messages WHERE mailbox_id = ? AND uid >= ? AND uid <= ?",
                runs,
                (statement, run) -> {
                    statement.setLong(1, mailbox.value());
                    statement.setLong(2, run.first());
                    statement.setLong(3, run.last());
                });
    }

    @Override
    public void deleteAll(MailboxId mailbox) {
        tx.update(
                "DELETE FROM messages WHERE mailbox_id = ?",
                statement -> statement.setLong(1, mailbox.value()));
    }

    @Override
    public UidSet expungedSince(MailboxId mailbox, ModSequence since) {
        var uids = new UidSet.Builder();
        tx.forEach(
                """
                SELECT uid FROM expunged --DERBY-PROPERTIES constraint=expunged_key
                WHERE mailbox_id = ? AND modseq > ? ORDER BY uid
                """,
                statement -> {
                    statement.setLong(1, mailbox.value());
                    statement.setLong(2, since.value());
                },
                row -> uids.add(new Uid(row.getLong(1))));
        return uids.build();
    }
}
