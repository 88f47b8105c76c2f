package org.posthorn.imap;

/// Nobody has logged in yet (RFC 9051 section 3.1).
///
/// @param failures how many logins of this connection were refused
record NotAuthenticated(int failures) implements SessionState {
    NotAuthenticated afterFailure() {
        return new NotAuthenticated(failures + 1);
    }
}
