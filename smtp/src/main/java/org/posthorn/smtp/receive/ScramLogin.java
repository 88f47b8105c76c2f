package org.posthorn.smtp.receive;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.ChannelBinding;
import org.posthorn.mailbox.directory.ScramClientFirst;
import org.posthorn.mailbox.directory.ScramException;
import org.posthorn.mailbox.directory.ScramExchange;
import org.posthorn.mailbox.directory.ScramMechanism;
import org.posthorn.net.Connection;

/// The lines of SCRAM in AUTH (RFC 5802, RFC 7677).
///
/// SMTP has no place for words at success, so the server's last message is a challenge that is
/// answered by nothing (RFC 4954 section 4).
final class ScramLogin {
    private ScramLogin() {}

    /// Whether the session can be bound to.
    static boolean isOffered(ScramMechanism mechanism, Connection connection) {
        return mechanism == ScramMechanism.SCRAM_SHA_256 || binding(connection) != null;
    }

    /// Begins, up to the client's proof.
    ///
    /// @param initial what stood behind the mechanism's name
    static ScramExchange begin(
            Session session,
            Authenticator authenticator,
            ScramMechanism mechanism,
            Optional<String> initial)
            throws CommandException, IOException {
        byte[] message =
                initial.isPresent()
                        ? AuthDialogue.decode(initial.get())
                        : AuthDialogue.ask(session, "");
        try {
            return authenticator.begin(
                    mechanism, ScramClientFirst.parse(message), binding(session.connection()));
        } catch (ScramException _) {
            throw new CommandException(Reply.BAD_SCRAM);
        }
    }

    static byte[] askForProof(Session session, ScramExchange exchange)
            throws CommandException, IOException {
        return AuthDialogue.ask(session, base64(exchange.challenge()));
    }

    /// Shows the client who we are.
    static void sign(Session session, ScramExchange exchange) throws CommandException, IOException {
        if (AuthDialogue.ask(session, base64(exchange.signature())).length > 0) {
            throw new CommandException(Reply.BAD_SCRAM);
        }
    }

    private static @Nullable ChannelBinding binding(Connection connection) {
        return connection
                .tlsExporter()
                .map(data -> new ChannelBinding(ChannelBinding.TLS_EXPORTER, data))
                .orElse(null);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
