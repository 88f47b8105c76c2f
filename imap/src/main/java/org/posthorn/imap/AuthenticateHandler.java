package org.posthorn.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode.Plain;

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
        String message = initial.isPresent() ? decode(initial.get()) : ask(session, "");
        String[] fields = message.split("\0", -1);
        if (fields.length != 3 || fields[1].isEmpty() || fields[2].isEmpty()) {
            throw new BadResponse("That is no PLAIN message");
        }
        if (!fields[0].isEmpty() && !fields[0].equalsIgnoreCase(fields[1])) {
            return Reply.no(Plain.AUTHORIZATIONFAILED, "Nobody may act for somebody else");
        }
        return Logins.attempt(session, fields[1], fields[2]);
    }

    private static Reply login(Optional<String> initial, Session session) throws IOException {
        String user = initial.isPresent() ? decode(initial.get()) : ask(session, "Username:");
        String password = ask(session, "Password:");
        return Logins.attempt(session, user, password);
    }

    private static String ask(Session session, String challenge) throws IOException {
        byte[] octets = challenge.getBytes(StandardCharsets.US_ASCII);
        session.out().write(new Response.Continuation(Base64.getEncoder().encodeToString(octets)));
        String answer = session.readSecretLine();
        if (answer.equals(CANCEL)) {
            throw new BadResponse("Cancelled");
        }
        return decode(answer);
    }

    /// A lone `=` stands for an empty response.
    private static String decode(String base64) throws BadResponse {
        if (base64.equals("=")) {
            return "";
        }
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new BadResponse("That is not UTF-8 in base64", e);
        }
    }

    /// What the client sent is no answer to the challenge.
    private static final class BadResponse extends IOException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        BadResponse(String reason) {
            this(reason, null);
        }

        BadResponse(String reason, @Nullable Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }
    }
}
