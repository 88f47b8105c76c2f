package org.posthorn.mailbox.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.AccountCounters;
import org.posthorn.mailbox.rows.AccountRows;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.StoreException;

final class MemoryAccountRows implements AccountRows {
    private final MemoryTables tables;

    MemoryAccountRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(AccountId account) {
        if (tables.accounts.containsKey(account)) {
            throw new StoreException("there are numbers of " + account + " already");
        }
        tables.put(tables.accounts, account, new AccountCounters(1, 0, 0, AccountLimits.NONE));
    }

    @Override
    public void delete(AccountId account) {
        tables.remove(tables.accounts, account);
    }

    @Override
    public Optional<AccountCounters> counters(AccountId account) {
        return Optional.ofNullable(tables.accounts.get(account));
    }

    @Override
    public boolean advance(AccountId account, int messages, long sizeOctets) {
        AccountCounters before = tables.accounts.get(account);
        if (before == null) {
            return false;
        }
        var after =
                new AccountCounters(
                        before.changeNumber() + 1,
                        before.messages() + messages,
                        before.sizeOctets() + sizeOctets,
                        before.limits());
        boolean tooMany = messages > 0 && after.messages() > before.limits().messages();
        boolean tooLarge = sizeOctets > 0 && after.sizeOctets() > before.limits().sizeOctets();
        if (tooMany || tooLarge) {
            return false;
        }
        tables.put(tables.accounts, account, after);
        return true;
    }

    @Override
    public void setLimits(AccountId account, AccountLimits limits) {
        counters(account)
                .ifPresent(before ->
                        tables.put(
                                tables.accounts,
                                account,
                                new AccountCounters(
                                        before.changeNumber(),
                                        before.messages(),
                                        before.sizeOctets(),
                                        limits)));
    }

    @Override
    public Map<AccountId, Long> changeNumbers(List<AccountId> accounts) {
        var numbers = new HashMap<AccountId, Long>();
        for (AccountId account : accounts) {
            counters(account).ifPresent(row -> numbers.put(account, row.changeNumber()));
        }
        return numbers;
    }
}
