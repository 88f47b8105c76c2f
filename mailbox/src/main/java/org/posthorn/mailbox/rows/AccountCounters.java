package org.posthorn.mailbox.rows;

import org.posthorn.mailbox.store.AccountLimits;

/// The numbers that an account's row keeps.
///
/// @param changeNumber rises with every change of anything below the account
/// @param messages in all of its mailboxes
/// @param sizeOctets the sum of their sizes
public record AccountCounters(
        long changeNumber, long messages, long sizeOctets, AccountLimits limits) {}
