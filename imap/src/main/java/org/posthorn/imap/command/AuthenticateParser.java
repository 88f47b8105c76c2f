package org.posthorn.imap.command;

import java.util.Optional;

/// AUTHENTICATE (RFC 9051 section 6.2.2).
final class AuthenticateParser {
    private AuthenticateParser() {}

    /// The session reads the responses that follow.
    ///
    /// ```
    /// authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64)
    /// initial-resp = (base64 / "=")
    /// ```
    static Command.Authenticate parse(CommandScanner in) throws RefusedException {
        String mechanism = in.keyword("the mechanism");
        Optional<String> initial =
                in.takes(" ") ? Optional.of(in.atom("the response")) : Optional.empty();
        return new Command.Authenticate(mechanism, initial);
    }
}
