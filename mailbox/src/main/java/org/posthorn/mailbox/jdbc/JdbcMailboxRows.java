package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.MailboxRows;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

final class JdbcMailboxRows implements MailboxRows {
    private final JdbcTransaction tx;
    private final JdbcKeywords keywords;

    JdbcMailboxRows(JdbcTransaction tx, JdbcKeywords keywords) {
        this.tx = tx;
        this.keywords = keywords;
    }

    @Override
    public void insert(MailboxId mailbox, AccountId owner) {
        tx.update(
                """
                INSERT INTO mailbox_counters (mailbox_id, account_id, uid_next, highest_modseq,
                    last_commit, messages, unseen, deleted, size_octets, viewers, recent_floor,
                    forgotten_modseq)
                VALUES (?, ?, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1)
                """,
                mailbox.value(),
                owner.value());
    }

    @Override
    public void delete(MailboxId mailbox) {
        tx.update("DELETE FROM mailbox_counters WHERE mailbox_id = ?", mailbox.value());
    }

    private static MailboxCounters counters(ResultSet row) throws SQLException {
        return new MailboxCounters(
                new AccountId(row.getLong(1)),
                new Uid(row.getLong(2)),
                new ModSequence(row.getLong(3)),
                new MailboxCounts(row.getInt(4), row.getInt(5), row.getInt(6), row.getLong(7)),
                row.getInt(8));
    }

    @Override
    public Optional<MailboxCounters> counters(MailboxId mailbox) {
        return tx.first(
                """
                SELECT account_id, uid_next, highest_modseq, messages, unseen, deleted,
                    size_octets, viewers
                FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                WHERE mailbox_id = ?
                """,
                JdbcMailboxRows::counters,
                mailbox.value());
    }

    @Override
    public Optional<MailboxCounters> take(MailboxId mailbox) {
        int rows =
                tx.update(
                        """
                        UPDATE mailbox_counters SET last_commit = last_commit WHERE mailbox_id = ?
                        """,
                        mailbox.value());
        return rows == 0 ? Optional.empty() : counters(mailbox);
    }

    @Override
    public boolean advance(MailboxId mailbox, ModSequence known, MailboxCounters now, long commit) {
        int rows =
                tx.update(
                        """
                        UPDATE mailbox_counters SET uid_next = ?, highest_modseq = ?,
                            last_commit = ?, messages = ?, unseen = ?, deleted = ?,
                            size_octets = ?, viewers = ?
                        WHERE mailbox_id = ? AND highest_modseq = ?
                        """,
                        now.uidNext().value(),
                        now.highestModSequence().value(),
                        commit,
                        now.counts().messages(),
                        now.counts().unseen(),
                        now.counts().deleted(),
                        now.counts().sizeOctets(),
                        now.viewers(),
                        mailbox.value(),
                        known.value());
        return rows == 1;
    }

    @Override
    public Optional<Long> lastCommit(MailboxId mailbox) {
        return tx.first(
                """
                SELECT last_commit
                FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                WHERE mailbox_id = ?
                """,
                row -> row.getLong(1),
                mailbox.value());
    }

    @Override
    public List<Version> versions(AccountId owner) {
        return tx.list(
                """
                SELECT mailbox_id, highest_modseq
                FROM mailbox_counters --DERBY-PROPERTIES index=mailbox_counters_account
                WHERE account_id = ?
                """,
                row -> new Version(new MailboxId(row.getLong(1)), new ModSequence(row.getLong(2))),
                owner.value());
    }

    @Override
    public Optional<Uid> recentFloor(MailboxId mailbox) {
        return tx.first(
                """
                SELECT recent_floor
                FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                WHERE mailbox_id = ?
                """,
                row -> new Uid(row.getLong(1)),
                mailbox.value());
    }

    @Override
    public void raiseRecentFloor(MailboxId mailbox, Uid floor) {
        tx.update(
                """
                UPDATE mailbox_counters SET recent_floor = ?
                WHERE mailbox_id = ? AND recent_floor < ?
                """,
                floor.value(),
                mailbox.value(),
                floor.value());
    }

    @Override
    public ModSequence forgottenUpTo(MailboxId mailbox) {
        return tx.first(
                        """
                        SELECT forgotten_modseq
                        FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                        WHERE mailbox_id = ?
                        """,
                        row -> new ModSequence(row.getLong(1)),
                        mailbox.value())
                .orElse(new ModSequence(1));
    }

    @Override
    public void setForgottenUpTo(MailboxId mailbox, ModSequence modSequence) {
        tx.update(
                "UPDATE mailbox_counters SET forgotten_modseq = ? WHERE mailbox_id = ?",
                modSequence.value(),
                mailbox.value());
    }

    @Override
    public List<String> keywords(MailboxId mailbox) {
        return keywords.of(mailbox);
    }

    @Override
    public void addKeywords(MailboxId mailbox, Collection<String> names) {
        keywords.add(mailbox, names);
    }

    @Override
    public void removeKeywords(MailboxId mailbox) {
        tx.update("DELETE FROM mailbox_keywords WHERE mailbox_id = ?", mailbox.value());
    }

    @Override
    public List<MailboxId> after(long id, int most) {
        return tx.list(
                """
                SELECT mailbox_id
                FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                WHERE mailbox_id > ? ORDER BY mailbox_id FETCH FIRST ? ROWS ONLY
                """,
                row -> new MailboxId(row.getLong(1)),
                id,
                most);
    }
}
