package org.posthorn.mailbox.directory;

/// A change after which whoever is logged in must log in anew.
public enum AccountChange {
    PASSWORD_CHANGED,
    DISABLED,
    REMOVED
}
