package org.posthorn.imap.command;

import java.io.IOException;

/// LOGIN (RFC 9051 section 6.2.3).
final class LoginParser {
    private LoginParser() {}

    /// ```
    /// login = "LOGIN" SP userid SP password
    /// ```
    static Command.Login parse(CommandScanner in) throws RefusedException, IOException {
        String user = in.astring("the user");
        String password = in.space().astring("the password");
        return new Command.Login(CommandScanner.text(user), CommandScanner.text(password));
    }
}
