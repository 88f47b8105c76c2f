package org.posthorn.mailbox.store;

/// What became of one [Delivery].
public enum DeliveryOutcome {
    DELIVERED,
    /// The account was removed after the recipient was accepted.
    NO_SUCH_ACCOUNT
}
