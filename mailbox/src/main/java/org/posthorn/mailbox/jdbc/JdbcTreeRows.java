package org.posthorn.mailbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.rows.TreeRows;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidValidity;

final class JdbcTreeRows implements TreeRows {
    /// What stands for everyone among grantees.
    private static final long EVERYONE = 0;

    private final JdbcTransaction tx;

    JdbcTreeRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    /// What a name is found by: a long one does not fit an index.
    private static String hash(MailboxName name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(name.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void addTree(AccountId account) {
        tx.update("INSERT INTO trees (account_id, version) VALUES (?, 1)", account.value());
    }

    @Override
    public void removeTree(AccountId account) {
        tx.update("DELETE FROM trees WHERE account_id = ?", account.value());
    }

    @Override
    public OptionalLong advance(AccountId account) {
        int rows =
                tx.update(
                        "UPDATE trees SET version = version + 1 WHERE account_id = ?",
                        account.value());
        return rows == 0 ? OptionalLong.empty() : version(account);
    }

    @Override
    public OptionalLong version(AccountId account) {
        var version =
                tx.first(
                        """
                        SELECT version FROM trees --DERBY-PROPERTIES constraint=trees_key
                        WHERE account_id = ?
                        """,
                        row -> row.getLong(1),
                        account.value());
        return version.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /// Columns: id, name, uid_validity, special_uses.
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
    public List<MailboxInfo> mailboxes(AccountId account) {
        return tx.list(
                """
                SELECT id, name, uid_validity, special_uses
                FROM mailboxes --DERBY-PROPERTIES constraint=mailboxes_name
                WHERE account_id = ?
                """,
                JdbcTreeRows::info,
                account.value());
    }

    @Override
    public Optional<MailboxInfo> find(AccountId account, MailboxName name) {
        return tx.first(
                """
                SELECT id, name, uid_validity, special_uses
                FROM mailboxes --DERBY-PROPERTIES constraint=mailboxes_name
                WHERE account_id = ? AND name_hash = ?
                """,
                JdbcTreeRows::info,
                account.value(),
                hash(name));
    }

    @Override
    public Optional<Owned> mailbox(MailboxId mailbox) {
        return tx.first(
                """
                SELECT id, name, uid_validity, special_uses, account_id
                FROM mailboxes --DERBY-PROPERTIES constraint=mailboxes_key
                WHERE id = ?
                """,
                row -> new Owned(new AccountId(row.getLong(5)), info(row)),
                mailbox.value());
    }

    @Override
    public void insert(AccountId account, MailboxInfo mailbox) {
        tx.update(
                """
                INSERT INTO mailboxes (id, account_id, name, name_hash, uid_validity, special_uses)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                mailbox.id().value(),
                account.value(),
                mailbox.name().value(),
                hash(mailbox.name()),
                mailbox.uidValidity().value(),
                stored(mailbox.specialUses()));
    }

    @Override
    public UidValidity newUidValidity() {
        long now = System.currentTimeMillis() / 1000;
        tx.update(
                """
                UPDATE last_uid_validity SET uid_validity =
                    CASE WHEN uid_validity < ? THEN ? ELSE uid_validity + 1 END
                """,
                now,
                now);
        return tx.first(
                        "SELECT uid_validity FROM last_uid_validity",
                        row -> new UidValidity(row.getLong(1)))
                .orElseThrow(() -> new StoreException("last_uid_validity is empty"));
    }

    @Override
    public void rename(MailboxId mailbox, MailboxName name) {
        tx.update(
                "UPDATE mailboxes SET name = ?, name_hash = ? WHERE id = ?",
                name.value(),
                hash(name),
                mailbox.value());
    }

    @Override
    public void remove(MailboxId mailbox) {
        tx.update("DELETE FROM mailboxes WHERE id = ?", mailbox.value());
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
                        row -> new MailboxName(row.getString(1)),
                        account.value()));
    }

    @Override
    public void subscribe(AccountId account, MailboxName name) {
        tx.update(
                "INSERT INTO subscriptions (account_id, name, name_hash) VALUES (?, ?, ?)",
                account.value(),
                name.value(),
                hash(name));
    }

    @Override
    public void unsubscribe(AccountId account, MailboxName name) {
        tx.update(
                "DELETE FROM subscriptions WHERE account_id = ? AND name_hash = ?",
                account.value(),
                hash(name));
    }

    /// Columns: mailbox_id, grantee_id, rights.
    private static MailboxRight right(ResultSet row) throws SQLException {
        long grantee = row.getLong(2);
        return new MailboxRight(
                new MailboxId(row.getLong(1)),
                grantee == EVERYONE ? Optional.empty() : Optional.of(new AccountId(grantee)),
                Rights.of(row.getString(3)));
    }

    @Override
    public List<MailboxRight> rights(MailboxId mailbox) {
        return tx.list(
                """
                SELECT mailbox_id, grantee_id, rights
                FROM mailbox_rights --DERBY-PROPERTIES constraint=mailbox_rights_key
                WHERE mailbox_id = ?
                """,
                JdbcTreeRows::right,
                mailbox.value());
    }

    @Override
    public List<MailboxRight> rightsOf(AccountId account) {
        String sql =
                """
                SELECT mailbox_id, grantee_id, rights
                FROM mailbox_rights --DERBY-PROPERTIES index=mailbox_rights_grantee
                WHERE grantee_id = ?
                """;
        var all = tx.list(sql, JdbcTreeRows::right, account.value());
        all.addAll(tx.list(sql, JdbcTreeRows::right, EVERYONE));
        return all;
    }

    @Override
    public void setRight(MailboxRight right) {
        long grantee = right.grantee().map(AccountId::value).orElse(EVERYONE);
        tx.update(
                "DELETE FROM mailbox_rights WHERE mailbox_id = ? AND grantee_id = ?",
                right.mailbox().value(),
                grantee);
        if (!right.rights().rights().isEmpty()) {
            tx.update(
                    "INSERT INTO mailbox_rights (mailbox_id, grantee_id, rights) VALUES (?, ?, ?)",
                    right.mailbox().value(),
                    grantee,
                    right.rights().toString());
        }
    }

    @Override
    public void removeRights(MailboxId mailbox) {
        tx.update("DELETE FROM mailbox_rights WHERE mailbox_id = ?", mailbox.value());
    }

    @Override
    public void removeRightsOf(AccountId account) {
        tx.update("DELETE FROM mailbox_rights WHERE grantee_id = ?", account.value());
    }
}
