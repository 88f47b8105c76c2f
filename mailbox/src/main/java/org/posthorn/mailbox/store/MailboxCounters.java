package org.posthorn.mailbox.store;

/// The numbers that a mailbox's row keeps.
///
/// @param recentFloor messages from this UID up have not been told to any session
public record MailboxCounters(Uid uidNext, ModSequence highestModSequence, Uid recentFloor) {}
