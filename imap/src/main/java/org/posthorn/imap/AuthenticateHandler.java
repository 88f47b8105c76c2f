package org.posthorn.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.directory.Login;
import org.posthorn.mailbox.directory.SaslResponse;

/// AUTHENTICATE (RFC 9051 section 6.2.2) with an initial response (RFC 4959): PLAIN (RFC 4616) and
/// the LOGIN of old clients.
final class AuthenticateHandler {
    private static final String CANCEL = "*";

    private AuthenticateHandler() {}

    static Reply handle(Command.Authenticate command, Session session) throws IOException {
        session.notAuthenticated();
        String mechanism = command.mechanism().toUpperCase(Locale.ROOT);
        if (!mechanism.equals("PLAIN") && !mechanism.equals("LOGIN")) {
            return Reply.no(Plain.CANNOT, "There is no such mechanism");
        }
        if (!session.mayLogin()) {
            return Logins.privacyRequired();
        }
        try {
            return mechanism.equals("PLAIN")
                    ? plain(command.initialResponse(), session)
                    : login(command.initialResponse(), session);
        } catch (BadResponse e) {
            return Reply.bad(e.reason);
        }
    }

    private static Reply plain(Optional<String> initial, Session session) throws IOException {
        byte[] message = initial.isPresent() ? decode(initial.get()) : ask(session, "");
        return attempt(session, Login.ofPlain(message));
    }

    private static Reply login(Optional<String> initial, Session session) throws IOException {
        byte[] user = initial.isPresent() ? decode(initial.get()) : ask(session, "Username:");
        byte[] password = ask(session, "Password:");
        return attempt(session, Login.ofLogin(user, password));
    }

    private static Reply attempt(Session session, Optional<Login> login) throws IOException {
        Login own =
                login.orElseThrow(
                        () -> new BadResponse("That is no name and password of one's own"));
        return Logins.attempt(session, own.user(), own.password());
    }

    private static byte[] ask(Session session, String challenge) throws IOException {
        byte[] octets = challenge.getBytes(StandardCharsets.US_ASCII);
        session.out().write(new Response.Continuation(Base64.getEncoder().encodeToString(octets)));
        String answer = session.readSecretLine();
        if (answer.equals(CANCEL)) {
            throw new BadResponse("Cancelled");
        }
        return decode(answer);
    }

    private static byte[] decode(String base64) throws BadResponse {
        return SaslResponse.decode(base64).orElseThrow(() -> new BadResponse("That is not base64"));
    }

    /// What the client sent is no answer to the challenge.
    private static final class BadResponse extends IOException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        BadResponse(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
