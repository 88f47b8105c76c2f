package org.posthorn.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.directory.Login;
import org.posthorn.mailbox.directory.SaslResponse;
import org.posthorn.net.ConnectionOutput;

/// AUTH (RFC 5034 section 4) with PLAIN (RFC 4616).
final class AuthHandler {
    /// Enough for the longest PLAIN message in base64.
    private static final int MAX_ANSWER_OCTETS = 12288;

    private AuthHandler() {}

    static Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument)
            throws IOException {
        if (argument.isEmpty()) {
            return new Pop3Reply.Lines(
                    "Mechanisms follow", session.mayLogin() ? List.of("PLAIN") : List.of());
        }
        String[] words = argument.split(" ", 2);
        if (!words[0].toUpperCase(Locale.ROOT).equals("PLAIN")) {
            return Pop3Reply.err("There is no such mechanism");
        }
        if (!session.mayLogin()) {
            return Logins.TLS_FIRST;
        }
        String response = words.length > 1 ? words[1] : ask(session);
        if (response.equals("*")) {
            return Pop3Reply.err("Cancelled");
        }
        Optional<Login> login = SaslResponse.decode(response).flatMap(Login::ofPlain);
        return login.isPresent()
                ? Logins.attempt(session, state, login.get().user(), login.get().password())
                : Pop3Reply.err("That is no PLAIN message");
    }

    /// An empty challenge is a plus sign and one space.
    private static String ask(Pop3Session session) throws IOException {
        ConnectionOutput output = session.connection().output();
        output.writeAscii("+ \r\n");
        output.flush();
        return new String(
                session.connection().input().readLine(MAX_ANSWER_OCTETS), StandardCharsets.UTF_8);
    }
}
