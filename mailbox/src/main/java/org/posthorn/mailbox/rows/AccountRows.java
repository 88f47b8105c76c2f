package org.posthorn.mailbox.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.AccountLimits;

/// The numbers of accounts: what they hold, what they may hold, and how often anything below them
/// changed. Whoever changes anything below an account takes this row last.
public interface AccountRows {
    /// Adds the numbers of a new account: nothing, and no limits.
    void insert(AccountId account);

    void delete(AccountId account);

    Optional<AccountCounters> counters(AccountId account);

    /// Adds to the numbers of an account and raises its change number; what grows must stay within
    /// the limits.
    ///
    /// @return whether that was possible: not when there is no such account, nor beyond the limits
    boolean advance(AccountId account, int messages, long sizeOctets);

    void setLimits(AccountId account, AccountLimits limits);

    /// The change numbers of these accounts; one that is gone is left out.
    Map<AccountId, Long> changeNumbers(List<AccountId> accounts);
}
