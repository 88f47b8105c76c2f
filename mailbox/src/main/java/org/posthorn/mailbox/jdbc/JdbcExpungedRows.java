package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.rows.ExpungedRows;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class JdbcExpungedRows implements ExpungedRows {
    private static final String FORGETTING =
            """
            INSERT INTO expunged (mailbox_id, uid, modseq, expunged_date)
            SELECT mailbox_id, uid, CAST(? AS BIGINT), CAST(? AS BIGINT)
            FROM messages --DERBY-PROPERTIES constraint=messages_key
            WHERE mailbox_id = ? AND uid >= ? AND uid <= ?
            """;

    private static final String KEEPING =
            """
            INSERT INTO expunged (mailbox_id, uid, modseq, expunged_date, body_id, system_flags,
                keywords, internal_date, size_octets, delivery_header, email_id, thread_id)
            SELECT mailbox_id, uid, CAST(? AS BIGINT), CAST(? AS BIGINT), body_id, system_flags,
                keywords, internal_date, size_octets, delivery_header, email_id, thread_id
            FROM messages --DERBY-PROPERTIES constraint=messages_key
            WHERE mailbox_id = ? AND uid >= ? AND uid <= ?
            """;

    private final JdbcTransaction tx;

    JdbcExpungedRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    @Override
    public void insert(
            MailboxId mailbox,
            List<MessageRow> rows,
            ModSequence modSequence,
            Instant now,
            boolean keep) {
        tx.updateEach(
                keep ? KEEPING : FORGETTING,
                UidRun.of(rows, (_, _) -> true),
                run ->
                        new Object[] {
                            modSequence.value(),
                            now.getEpochSecond(),
                            mailbox.value(),
                            run.first(),
                            run.last()
                        });
    }

    @Override
    public UidSet since(MailboxId mailbox, ModSequence since) {
        var uids = new UidSet.Builder();
        tx.forEach(
                """
                SELECT uid FROM expunged --DERBY-PROPERTIES index=expunged_modseq
                WHERE mailbox_id = ? AND modseq > ? ORDER BY uid
                """,
                row -> uids.add(new Uid(row.getLong(1))),
                mailbox.value(),
                since.value());
        return uids.build();
    }

    private static Expunged expunged(ResultSet row) throws SQLException {
        // 0 for none: ids of bodies begin with 1.
        long body = row.getLong(4);
        return new Expunged(
                new Uid(row.getLong(1)),
                new ModSequence(row.getLong(2)),
                Instant.ofEpochSecond(row.getLong(3)),
                body == 0 ? Optional.empty() : Optional.of(new BodyId(body)));
    }

    @Override
    public List<Expunged> from(MailboxId mailbox, ModSequence from, int most) {
        return tx.list(
                """
                SELECT uid, modseq, expunged_date, body_id
                FROM expunged --DERBY-PROPERTIES index=expunged_modseq
                WHERE mailbox_id = ? AND modseq >= ?
                ORDER BY modseq, uid FETCH FIRST ? ROWS ONLY
                """,
                JdbcExpungedRows::expunged,
                mailbox.value(),
                from.value(),
                most);
    }

    @Override
    public void forEachKept(MailboxId mailbox, Consumer<BodyId> action) {
        tx.forEach(
                """
                SELECT body_id
                FROM expunged --DERBY-PROPERTIES constraint=expunged_key
                WHERE mailbox_id = ? AND body_id IS NOT NULL
                """,
                row -> action.accept(new BodyId(row.getLong(1))),
                mailbox.value());
    }

    @Override
    public int count(MailboxId mailbox) {
        return tx.first(
                        """
                        SELECT COUNT(*)
                        FROM expunged --DERBY-PROPERTIES constraint=expunged_key
                        WHERE mailbox_id = ?
                        """,
                        row -> row.getInt(1),
                        mailbox.value())
                .orElse(0);
    }

    @Override
    public void forgetContent(MailboxId mailbox, List<Uid> uids) {
        tx.updateEach(
                """
                UPDATE expunged SET body_id = NULL, system_flags = NULL, keywords = NULL,
                    internal_date = NULL, size_octets = NULL, delivery_header = NULL,
                    email_id = NULL, thread_id = NULL
                WHERE mailbox_id = ? AND uid = ?
                """,
                uids,
                uid -> new Object[] {mailbox.value(), uid.value()});
    }

    @Override
    public void delete(MailboxId mailbox, List<Uid> uids) {
        tx.updateEach(
                "DELETE FROM expunged WHERE mailbox_id = ? AND uid = ?",
                uids,
                uid -> new Object[] {mailbox.value(), uid.value()});
    }
}
