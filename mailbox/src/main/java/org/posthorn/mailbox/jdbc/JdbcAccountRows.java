package org.posthorn.mailbox.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.AccountCounters;
import org.posthorn.mailbox.rows.AccountRows;
import org.posthorn.mailbox.store.AccountLimits;

final class JdbcAccountRows implements AccountRows {
    private final JdbcTransaction tx;

    JdbcAccountRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    @Override
    public void insert(AccountId account) {
        tx.update(
                """
                INSERT INTO account_counters (account_id, change_number, messages, size_octets,
                    max_messages, max_size_octets)
                VALUES (?, 1, 0, 0, ?, ?)
                """,
                account.value(),
                AccountLimits.UNLIMITED,
                AccountLimits.UNLIMITED);
    }

    @Override
    public void delete(AccountId account) {
        tx.update("DELETE FROM account_counters WHERE account_id = ?", account.value());
    }

    @Override
    public Optional<AccountCounters> counters(AccountId account) {
        return tx.first(
                """
                SELECT change_number, messages, size_octets, max_messages, max_size_octets
                FROM account_counters --DERBY-PROPERTIES constraint=account_counters_key
                WHERE account_id = ?
                """,
                row ->
                        new AccountCounters(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                new AccountLimits(row.getLong(4), row.getLong(5))),
                account.value());
    }

    @Override
    public boolean advance(AccountId account, int messages, long sizeOctets) {
        int rows =
                tx.update(
                        """
                        UPDATE account_counters SET change_number = change_number + 1,
                            messages = messages + ?, size_octets = size_octets + ?
                        WHERE account_id = ?
                            AND max_messages - messages >= ?
                            AND max_size_octets - size_octets >= ?
                        """,
                        (long) messages,
                        sizeOctets,
                        account.value(),
                        room(messages),
                        room(sizeOctets));
        return rows == 1;
    }

    /// What shrinks or stays needs none, however much is there already.
    private static long room(long more) {
        return more > 0 ? more : Long.MIN_VALUE;
    }

    @Override
    public void setLimits(AccountId account, AccountLimits limits) {
        tx.update(
                """
                UPDATE account_counters SET max_messages = ?, max_size_octets = ?
                WHERE account_id = ?
                """,
                limits.messages(),
                limits.sizeOctets(),
                account.value());
    }

    @Override
    public Map<AccountId, Long> changeNumbers(List<AccountId> accounts) {
        var numbers = new HashMap<AccountId, Long>();
        for (AccountId account : accounts) {
            tx.first(
                            """
                            SELECT change_number
                            FROM account_counters --DERBY-PROPERTIES constraint=account_counters_key
                            WHERE account_id = ?
                            """,
                            row -> row.getLong(1),
                            account.value())
                    .ifPresent(number -> numbers.put(account, number));
        }
        return numbers;
    }
}
