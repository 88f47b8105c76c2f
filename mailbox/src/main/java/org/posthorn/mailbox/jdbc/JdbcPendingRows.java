package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.PendingRows;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;

final class JdbcPendingRows implements PendingRows {
    private final JdbcTransaction tx;

    JdbcPendingRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    private static MassCopy copy(ResultSet row) throws SQLException {
        return new MassCopy(
                new MailboxId(row.getLong(1)),
                new Uid(row.getLong(2)),
                new Uid(row.getLong(3)),
                new ModSequence(row.getLong(4)));
    }

    @Override
    public boolean beginCopy(MassCopy copy) {
        if (copyInto(copy.target()).isPresent()) {
            return false;
        }
        tx.update(
                """
                INSERT INTO mass_copies (mailbox_id, first_uid, last_uid, modseq)
                VALUES (?, ?, ?, ?)
                """,
                copy.target().value(),
                copy.firstUid().value(),
                copy.lastUid().value(),
                copy.modSequence().value());
        return true;
    }

    @Override
    public Optional<MassCopy> copyInto(MailboxId target) {
        return tx.first(
                """
                SELECT mailbox_id, first_uid, last_uid, modseq
                FROM mass_copies --DERBY-PROPERTIES constraint=mass_copies_key
                WHERE mailbox_id = ?
                """,
                JdbcPendingRows::copy,
                target.value());
    }

    @Override
    public List<MassCopy> copies() {
        return tx.list(
                """
                SELECT mailbox_id, first_uid, last_uid, modseq
                FROM mass_copies --DERBY-PROPERTIES constraint=mass_copies_key
                """,
                JdbcPendingRows::copy);
    }

    @Override
    public boolean holdCopy(MailboxId target) {
        return tx.update(
                        "UPDATE mass_copies SET modseq = modseq WHERE mailbox_id = ?",
                        target.value())
                == 1;
    }

    @Override
    public void endCopy(MailboxId target) {
        tx.update("DELETE FROM mass_copies WHERE mailbox_id = ?", target.value());
    }

    @Override
    public void addGone(MailboxId mailbox, AccountId owner) {
        tx.update("UPDATE last_gone SET number = number + 1");
        tx.update(
                """
                INSERT INTO gone_mailboxes (mailbox_id, account_id, number, swept)
                VALUES (?, ?, ?, FALSE)
                """,
                mailbox.value(),
                owner.value(),
                lastGone());
    }

    @Override
    public List<MailboxId> unswept(int most) {
        return tx.list(
                """
                SELECT mailbox_id
                FROM gone_mailboxes --DERBY-PROPERTIES index=gone_mailboxes_swept
                WHERE swept = FALSE ORDER BY number FETCH FIRST ? ROWS ONLY
                """,
                row -> new MailboxId(row.getLong(1)),
                most);
    }

    @Override
    public void setSwept(MailboxId mailbox) {
        tx.update("UPDATE gone_mailboxes SET swept = TRUE WHERE mailbox_id = ?", mailbox.value());
    }

    @Override
    public List<Gone> goneSince(long number, int most) {
        return tx.list(
                """
                SELECT mailbox_id, account_id, number, swept
                FROM gone_mailboxes --DERBY-PROPERTIES constraint=gone_mailboxes_number
                WHERE number > ? ORDER BY number FETCH FIRST ? ROWS ONLY
                """,
                row ->
                        new Gone(
                                new MailboxId(row.getLong(1)),
                                new AccountId(row.getLong(2)),
                                row.getLong(3),
                                row.getBoolean(4)),
                number,
                most);
    }

    @Override
    public void forgetGone(long upTo) {
        tx.update("DELETE FROM gone_mailboxes WHERE number <= ? AND swept = TRUE", upTo);
    }

    @Override
    public long lastGone() {
        return tx.first("SELECT number FROM last_gone", row -> row.getLong(1))
                .orElseThrow(() -> new StoreException("last_gone is empty"));
    }

    @Override
    public void setFollower(String name, long goneUpTo) {
        int rows = tx.update("UPDATE followers SET gone_number = ? WHERE name = ?", goneUpTo, name);
        if (rows == 0) {
            tx.update("INSERT INTO followers (name, gone_number) VALUES (?, ?)", name, goneUpTo);
        }
    }

    @Override
    public void removeFollower(String name) {
        tx.update("DELETE FROM followers WHERE name = ?", name);
    }

    @Override
    public Optional<Long> slowestFollower() {
        return tx.list("SELECT gone_number FROM followers", row -> row.getLong(1)).stream()
                .min(Long::compare);
    }

    private static Expansion expansion(ResultSet row) throws SQLException {
        return new Expansion(
                new BodyId(row.getLong(1)),
                new BodyId(row.getLong(2)),
                row.getInt(3),
                Instant.ofEpochSecond(row.getLong(4)));
    }

    @Override
    public void addExpansion(Expansion expansion) {
        tx.update(
                """
                INSERT INTO expansions (body_id, placements_body_id, next_placement, arrived)
                VALUES (?, ?, ?, ?)
                """,
                expansion.message().value(),
                expansion.placements().value(),
                expansion.next(),
                expansion.arrived().getEpochSecond());
    }

    @Override
    public List<Expansion> expansions(long after, int most) {
        return tx.list(
                """
                SELECT body_id, placements_body_id, next_placement, arrived
                FROM expansions --DERBY-PROPERTIES constraint=expansions_key
                WHERE body_id > ? ORDER BY body_id FETCH FIRST ? ROWS ONLY
                """,
                JdbcPendingRows::expansion,
                after,
                most);
    }

    @Override
    public Optional<Expansion> expansion(BodyId message) {
        return tx.first(
                """
                SELECT body_id, placements_body_id, next_placement, arrived
                FROM expansions --DERBY-PROPERTIES constraint=expansions_key
                WHERE body_id = ?
                """,
                JdbcPendingRows::expansion,
                message.value());
    }

    @Override
    public boolean advanceExpansion(BodyId message, int from, int to) {
        return tx.update(
                        """
                        UPDATE expansions SET next_placement = ?
                        WHERE body_id = ? AND next_placement = ?
                        """,
                        to,
                        message.value(),
                        from)
                == 1;
    }

    @Override
    public void endExpansion(BodyId message) {
        tx.update("DELETE FROM expansions WHERE body_id = ?", message.value());
    }

    @Override
    public Examined examined() {
        return tx.first(
                        "SELECT version, up_to FROM examined",
                        row -> new Examined(row.getInt(1), row.getLong(2)))
                .orElseThrow(() -> new StoreException("examined is empty"));
    }

    @Override
    public void setExamined(Examined examined) {
        tx.update(
                "UPDATE examined SET version = ?, up_to = ?", examined.version(), examined.upTo());
    }
}
