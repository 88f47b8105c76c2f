package org.posthorn.mailbox.outbound;

/// Of what a sender wants to hear (RFC 3461 section 4.1).
public enum NotifyOn {
    SUCCESS,
    FAILURE,
    DELAY
}
