package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxCounters;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxRows;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

final class JdbcMailboxRows implements MailboxRows {
    private final JdbcTransaction tx;
    private final JdbcIds ids;

    JdbcMailboxRows(JdbcTransaction tx, JdbcIds ids) {
        this.tx = tx;
        this.ids = ids;
    }

    private static MailboxInfo info(ResultSet row) throws SQLException {
        return new MailboxInfo(
                new MailboxId(row.getLong(1)),
                new MailboxName(row.getString(2)),
                new UidValidity(row.getLong(3)),
                specialUses(row.getString(4)));
    }

    private static Set<SpecialUse> specialUses(String stored) {
        if (stored.isEmpty()) {
            return Set.of();
        }
        return Arrays.stream(stored.split(" ", -1))
                .map(SpecialUse::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SpecialUse.class)));
    }

    private static String stored(Set<SpecialUse> uses) {
        return uses.stream().sorted().map(SpecialUse::name).collect(Collectors.joining(" "));
    }

    @Override
    public List<MailboxInfo> of(AccountId account) {
        return tx.list(
                """
                SELECT id, name, uid_validity, special_uses
                FROM mailboxes --DERBY-PROPERTIES constraint=mailboxes_name
                WHERE account_id = ?
                """,
                statement -> statement.setLong(1, account.value()),
                JdbcMailboxRows::info);
    }

    @Override
    public Optional<MailboxInfo> find(AccountId account, MailboxName name) {
        return tx.first(
                """
                SELECT id, name, uid_validity, special_uses
                FROM mailboxes --DERBY-PROPERTIES constraint=mailboxes_name
                WHERE account_id = ? AND name = ?
                """,
                statement -> {
                    statement.setLong(1, account.value());
                    statement.setString(2, name.value());
                },
                JdbcMailboxRows::info);
    }

    @Override
    public MailboxInfo insert(AccountId account, MailboxName name, Set<SpecialUse> uses) {
        var info =
                new MailboxInfo(
                        new MailboxId(ids.next(JdbcIds.Kind.MAILBOX)),
                        name,
                        newUidValidity(),
                        uses);
        tx.update(
                """
                INSERT INTO mailboxes (id, account_id, name, uid_validity, special_uses)
                VALUES (?, ?, ?, ?, ?)
                """,
                statement -> {
                    statement.setLong(1, info.id().value());
                    statement.setLong(2, account.value());
                    statement.setString(3, name.value());
                    statement.setLong(4, info.uidValidity().value());
                    statement.setString(5, stored(uses));
                });
        tx.update(
                """
                INSERT INTO mailbox_counters (mailbox_id, uid_next, highest_modseq, recent_floor)
                VALUES (?, 1, 1, 1)
                """,
                statement -> statement.setLong(1, info.id().value()));
        return info;
    }

    private UidValidity newUidValidity() {
        long now = System.currentTimeMillis() / 1000;
        tx.update(
                """
                UPDATE last_uid_validity SET uid_validity =
                    CASE WHEN uid_validity < ? THEN ? ELSE uid_validity + 1 END
                """,
                statement -> {
                    statement.setLong(1, now);
                    statement.setLong(2, now);
                });
        return tx.first(
                        "SELECT uid_validity FROM last_uid_validity",
                        _ -> {},
                        row -> new UidValidity(row.getLong(1)))
                .orElseThrow(() -> new StoreException("last_uid_validity is empty"));
    }

    @Override
    public void rename(MailboxId mailbox, MailboxName name) {
        tx.update(
                "UPDATE mailboxes SET name = ? WHERE id = ?",
                statement -> {
                    statement.setString(1, name.value());
                    statement.setLong(2, mailbox.value());
                });
    }

    @Override
    public void delete(MailboxId mailbox) {
        tx.update(
                "DELETE FROM expunged WHERE mailbox_id = ?",
                statement -> statement.setLong(1, mailbox.value()));
        tx.update(
                "DELETE FROM mailbox_counters WHERE mailbox_id = ?",
                statement -> statement.setLong(1, mailbox.value()));
        tx.update(
                "DELETE FROM mailboxes WHERE id = ?",
                statement -> statement.setLong(1, mailbox.value()));
    }

    @Override
    public Optional<MailboxCounters> counters(MailboxId mailbox) {
        return tx.first(
                """
                SELECT uid_next, highest_modseq, recent_floor
                FROM mailbox_counters --DERBY-PROPERTIES constraint=mailbox_counters_key
                WHERE mailbox_id = ?
                """,
                statement -> statement.setLong(1, mailbox.value()),
                row ->
                        new MailboxCounters(
                                new Uid(row.getLong(1)),
                                new ModSequence(row.getLong(2)),
                                new Uid(row.getLong(3))));
    }

    @Override
    public Optional<MailboxCounters> advance(MailboxId mailbox, int uids) {
        int rows =
                tx.update(
                        """
                        UPDATE mailbox_counters
                        SET uid_next = uid_next + ?, highest_modseq = highest_modseq + 1
                        WHERE mailbox_id = ?
                        """,
                        statement -> {
                            statement.setInt(1, uids);
                            statement.setLong(2, mailbox.value());
                        });
        return rows == 0 ? Optional.empty() : counters(mailbox);
    }

    @Override
    public void raiseRecentFloor(MailboxId mailbox, Uid floor) {
        tx.update(
                """
                UPDATE mailbox_counters SET recent_floor = ?
                WHERE mailbox_id = ? AND recent_floor < ?
                """,
                statement -> {
                    statement.setLong(1, floor.value());
                    statement.setLong(2, mailbox.value());
                    statement.setLong(3, floor.value());
                });
    }

    @Override
    public SortedSet<MailboxName> subscriptions(AccountId account) {
        return new TreeSet<>(
                tx.list(
                        """
                        SELECT name
                        FROM subscriptions --DERBY-PROPERTIES constraint=subscriptions_key
                        WHERE account_id = ?
                        """,
                        statement -> statement.setLong(1, account.value()),
                        row -> new MailboxName(row.getString(1))));
    }

    @Override
    public void subscribe(AccountId account, MailboxName name) {
        if (!subscriptions(account).contains(name)) {
            tx.update(
                    "INSERT INTO subscriptions (account_id, name) VALUES (?, ?)",
                    statement -> {
                        statement.setLong(1, account.value());
                        statement.setString(2, name.value());
                    });
        }
    }

    @Override
    public void unsubscribe(AccountId account, MailboxName name) {
        tx.update(
                "DELETE FROM subscriptions WHERE account_id = ? AND name = ?",
                statement -> {
                    statement.setLong(1, account.value());
                    statement.setString(2, name.value());
                });
    }
}
