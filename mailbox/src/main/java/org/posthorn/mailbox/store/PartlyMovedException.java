package org.posthorn.mailbox.store;

/// A MOVE of many messages that failed after some of them were moved, each wholly.
public final class PartlyMovedException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient CopyOutcome moved;

    /// @param moved what is done
    public PartlyMovedException(CopyOutcome moved, StoreException cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.moved = moved;
    }

    public CopyOutcome moved() {
        return moved;
    }
}
