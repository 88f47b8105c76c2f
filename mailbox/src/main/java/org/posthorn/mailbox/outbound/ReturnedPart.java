package org.posthorn.mailbox.outbound;

/// How much of a message that failed goes back to its sender (RFC 3461 section 4.3).
public enum ReturnedPart {
    FULL,
    HEADERS
}
