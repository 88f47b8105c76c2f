package org.posthorn.pop3;

import java.util.Optional;

/// Where a session stands (RFC 1939 section 3); the UPDATE state is QUIT's own affair.
sealed interface Pop3State {
    /// Not logged in; `user` is what USER gave and PASS has not used up yet.
    record Authorization(Optional<String> user, int failures) implements Pop3State {
        static final Authorization START = new Authorization(Optional.empty(), 0);
    }

    /// Logged in, the maildrop locked.
    record Transaction(Maildrop maildrop) implements Pop3State {}
}
