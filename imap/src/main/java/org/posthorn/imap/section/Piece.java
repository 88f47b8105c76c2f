package org.posthorn.imap.section;

import java.io.IOException;
import java.io.OutputStream;

/// Octets of a message that a FETCH asked for, their number known before the first is written.
public interface Piece {
    long size();

    /// Whether there is a NUL among them; told only of binary pieces.
    default boolean hasNul() {
        return false;
    }

    /// Writes the octets from `offset`, exactly `length` of them.
    ///
    /// @throws IOException when `out` refuses
    void writeTo(OutputStream out, long offset, long length) throws IOException;
}
