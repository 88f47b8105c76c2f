package org.posthorn.mailbox.outbound;

/// Somebody else has taken an entry over, or an administrator has removed it.
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(QueueId entry) {
        super("the lease of queue entry " + entry + " is lost", null, false, false);
    }
}
