package org.posthorn.net;

import java.io.IOException;

/// A line is longer than its reader allows. Nothing of it has been consumed;
/// [ConnectionInput#skipLine()] passes over it.
public final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException(int maxOctets) {
        super("a line has more than " + maxOctets + " octets");
    }
}
