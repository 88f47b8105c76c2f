package org.posthorn.mailbox.store;

/// How much an account's mailboxes may hold together. A change that would exceed it is refused;
/// what is there already stays.
///
/// @param messages [#UNLIMITED] for no limit
/// @param sizeOctets the sum of the messages' sizes; [#UNLIMITED] for no limit
public record AccountLimits(long messages, long sizeOctets) {
    public static final long UNLIMITED = Long.MAX_VALUE;
    public static final AccountLimits NONE = new AccountLimits(UNLIMITED, UNLIMITED);

    public AccountLimits {
        if (messages < 0 || sizeOctets < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }
}
