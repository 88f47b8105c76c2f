package org.posthorn.mailbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Alias;
import org.posthorn.mailbox.directory.Credentials;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.ScramVerifier;

/// The rows of the directory. What is sorted is sorted here: databases disagree about order.
final class JdbcDirectoryRows implements DirectoryRows {
    private final JdbcTransaction tx;
    private final JdbcIds ids;

    JdbcDirectoryRows(JdbcTransaction tx, JdbcIds ids) {
        this.tx = tx;
        this.ids = ids;
    }

    @Override
    public boolean hasDomain(DomainName domain) {
        return tx.exists(
                """
                SELECT name FROM domains --DERBY-PROPERTIES constraint=domains_key
                WHERE name = ?
                """,
                domain.value());
    }

    @Override
    public List<DomainName> domains() {
        var domains = tx.list("SELECT name FROM domains", row -> new DomainName(row.getString(1)));
        return domains.stream().sorted().toList();
    }

    @Override
    public void addDomain(DomainName domain) {
        tx.update("INSERT INTO domains (name) VALUES (?)", domain.value());
    }

    @Override
    public void removeDomain(DomainName domain) {
        tx.update("DELETE FROM domains WHERE name = ?", domain.value());
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress address) {
        return tx.first(
                """
                SELECT id, domain, local_part, enabled, created, verifier
                FROM accounts --DERBY-PROPERTIES constraint=accounts_address
                WHERE domain = ? AND local_part = ?
                """,
                row -> new Credentials(account(row), ScramVerifier.decode(row.getString(6))),
                address.domain().value(),
                address.localPart());
    }

    @Override
    public Optional<Account> account(AccountId id) {
        return tx.first(
                """
                SELECT id, domain, local_part, enabled, created
                FROM accounts --DERBY-PROPERTIES constraint=accounts_key
                WHERE id = ?
                """,
                JdbcDirectoryRows::account,
                id.value());
    }

    @Override
    public List<Account> accounts(DomainName domain) {
        var accounts =
                tx.list(
                        """
                        SELECT id, domain, local_part, enabled, created
                        FROM accounts --DERBY-PROPERTIES constraint=accounts_address
                        WHERE domain = ?
                        """,
                        JdbcDirectoryRows::account,
                        domain.value());
        return accounts.stream().sorted(Comparator.comparing(Account::address)).toList();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(row.getLong(1)),
                address(row, 2),
                row.getBoolean(4),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    @Override
    public AccountId addAccount(EmailAddress address, ScramVerifier verifier, Instant created) {
        var id = new AccountId(ids.next(JdbcIds.Kind.ACCOUNT));
        tx.update(
                """
                INSERT INTO accounts (domain, local_part, id, verifier, enabled, created)
                VALUES (?, ?, ?, ?, TRUE, ?)
                """,
                address.domain().value(),
                address.localPart(),
                id.value(),
                verifier.encode(),
                created.toEpochMilli());
        return id;
    }

    @Override
    public void setVerifier(AccountId account, ScramVerifier verifier) {
        tx.update(
                "UPDATE accounts SET verifier = ? WHERE id = ?",
                verifier.encode(),
                account.value());
    }

    @Override
    public void setEnabled(AccountId account, boolean enabled) {
        tx.update("UPDATE accounts SET enabled = ? WHERE id = ?", enabled, account.value());
    }

    @Override
    public void removeAccount(AccountId account) {
        tx.update("DELETE FROM accounts WHERE id = ?", account.value());
    }

    @Override
    public List<EmailAddress> targets(EmailAddress alias) {
        var targets =
                tx.list(
                        """
                        SELECT target_domain, target_local_part
                        FROM aliases --DERBY-PROPERTIES constraint=aliases_key
                        WHERE domain = ? AND local_part = ?
                        """,
                        row -> address(row, 1),
                        alias.domain().value(),
                        alias.localPart());
        return targets.stream().sorted().toList();
    }

    @Override
    public List<EmailAddress> aliasesOf(EmailAddress target) {
        var aliases =
                tx.list(
                        """
                        SELECT domain, local_part
                        FROM aliases --DERBY-PROPERTIES index=aliases_by_target
                        WHERE target_domain = ? AND target_local_part = ?
                        """,
                        row -> address(row, 1),
                        target.domain().value(),
                        target.localPart());
        return aliases.stream().sorted().toList();
    }

    @Override
    public List<Alias> aliases(DomainName domain) {
        var targets = new TreeMap<EmailAddress, List<EmailAddress>>();
        tx.forEach(
                """
                SELECT domain, local_part, target_domain, target_local_part
                FROM aliases --DERBY-PROPERTIES constraint=aliases_key
                WHERE domain = ?
                """,
                row ->
                        targets.computeIfAbsent(address(row, 1), _ -> new ArrayList<>())
                                .add(address(row, 3)),
                domain.value());
        return targets.entrySet().stream()
                .map(entry ->
                        new Alias(entry.getKey(), entry.getValue().stream().sorted().toList()))
                .toList();
    }

    @Override
    public void addTarget(EmailAddress alias, EmailAddress target) {
        tx.update(
                """
                INSERT INTO aliases (domain, local_part, target_domain, target_local_part)
                VALUES (?, ?, ?, ?)
                """,
                alias.domain().value(),
                alias.localPart(),
                target.domain().value(),
                target.localPart());
    }

    @Override
    public void removeTarget(EmailAddress alias, EmailAddress target) {
        tx.update(
                """
                DELETE FROM aliases
                WHERE domain = ? AND local_part = ? AND target_domain = ? AND target_local_part = ?
                """,
                alias.domain().value(),
                alias.localPart(),
                target.domain().value(),
                target.localPart());
    }

    /// Reads a domain and the local part after it.
    private static EmailAddress address(ResultSet row, int column) throws SQLException {
        return new EmailAddress(row.getString(column + 1), new DomainName(row.getString(column)));
    }
}
