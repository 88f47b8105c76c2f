package org.posthorn.mailbox.login;

import java.io.IOException;
import java.time.Duration;

/// How a session waits.
@FunctionalInterface
public interface Pause {
    /// Returns when the time is over.
    ///
    /// @throws IOException when the session is to end before
    void await(Duration duration) throws IOException;
}
