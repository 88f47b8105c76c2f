package org.posthorn.smtp.receive;

import java.util.ArrayList;
import java.util.List;

/// EHLO and HELO (RFC 5321 section 4.1.1.1), and LHLO (RFC 2033 section 4.1).
final class GreetingHandler implements Handler {

    /// The verb by which the client greets.
    enum Verb {
        EHLO,
        HELO,
        LHLO
    }

    private final Verb verb;

    GreetingHandler(Verb verb) {
        this.verb = verb;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        boolean lmtp = session.role() == Role.LMTP;
        if (lmtp != (verb == Verb.LHLO)) {
            return lmtp ? Reply.USE_LHLO : Reply.USE_EHLO;
        }
        ClientName client = ClientName.parse(argument);
        session.greet(client, verb != Verb.HELO);
        List<String> lines = new ArrayList<>();
        lines.add(session.settings().hostname() + " greets " + client);
        if (verb != Verb.HELO) {
            lines.addAll(extensions(session));
        }
        return Reply.hello(lines);
    }

    private static List<String> extensions(Session session) {
        List<String> extensions = new ArrayList<>();
        extensions.add("PIPELINING");
        extensions.add("SIZE " + session.settings().maxMessageOctets());
        extensions.add("8BITMIME");
        extensions.add("ENHANCEDSTATUSCODES");
        extensions.add("CHUNKING");
        extensions.add("BINARYMIME");
        extensions.add("SMTPUTF8");
        extensions.add("DSN");
        extensions.add("LIMITS RCPTMAX=" + session.settings().maxRecipients());
        if (session.connection().isSecure()) {
            extensions.add("REQUIRETLS");
        }
        if (session.connection().canStartTls()) {
            extensions.add("STARTTLS");
        }
        if (session.role().requiresLogin() && session.connection().isSecure()) {
            extensions.add(
                    "AUTH " + String.join(" ", AuthHandler.mechanisms(session.connection())));
        }
        return extensions;
    }
}
