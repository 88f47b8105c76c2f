package org.posthorn.imap.command;

import java.io.IOException;

/// The client announced more than will be skipped: say `* BYE` and close (RFC 7888 section 4).
public final class CommandTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    CommandTooLongException(String message) {
        super(message);
    }
}
