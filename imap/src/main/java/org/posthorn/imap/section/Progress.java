package org.posthorn.imap.section;

import java.io.IOException;

/// Asked again and again by work that may take long and writes nothing meanwhile.
@FunctionalInterface
public interface Progress {
    /// Returns when the work is to go on; costs next to nothing, so that it can be asked for each
    /// block of octets. Not to be asked within a response, because it may write one.
    ///
    /// @throws IOException when nobody waits for the result any more
    void goOn() throws IOException;
}
