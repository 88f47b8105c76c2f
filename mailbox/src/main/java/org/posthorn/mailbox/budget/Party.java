package org.posthorn.mailbox.budget;

/// Whose work it is.
public enum Party {
    /// A client that has not logged in. All strangers together get half of everything, so that they
    /// never take the other half from those whom we know.
    STRANGER,
    /// A client that has logged in, or a server beside us that hands mail over.
    KNOWN
}
