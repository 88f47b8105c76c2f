package org.posthorn.imap.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where a client's octets come from.
interface OctetSource {
    /// The next line without its CRLF; null when it is longer than `maxOctets`, and then all of it
    /// is still to come.
    ///
    /// Only CRLF ends a line; a CR or LF alone is part of it.
    byte @Nullable [] readLine(int maxOctets) throws IOException;

    /// The next octet; -1 at the end.
    int read() throws IOException;

    /// Up to `length` octets, at least one; -1 at the end.
    int read(byte[] octets, int offset, int length) throws IOException;
}
