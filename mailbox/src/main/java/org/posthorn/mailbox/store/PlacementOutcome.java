package org.posthorn.mailbox.store;

/// What became of one [Placement].
public enum PlacementOutcome {
    /// It is on disk; or it is on disk that it will be delivered, and nothing but a limit or the
    /// removal of the mailbox is in its way.
    STORED,
    /// The mailbox, or its account, was removed meanwhile.
    NO_SUCH_MAILBOX,
    /// The account has as many messages or octets as it may.
    OVER_LIMIT
}
