package org.posthorn.mailbox.store;

/// What an account's mailboxes hold together.
///
/// @param sizeOctets the sum of all messages' sizes, however many of them share a body
public record AccountUsage(long messages, long sizeOctets, AccountLimits limits) {}
