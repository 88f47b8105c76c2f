package org.posthorn.smtp.receive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.directory.Login;
import org.posthorn.mailbox.directory.SaslResponse;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.login.LoginAttempt;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginProtocol;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.Connection;
import org.posthorn.net.ConnectionOutput;
import org.posthorn.net.LineTooLongException;

/// AUTH (RFC 4954) by PLAIN (RFC 4616) and LOGIN (a draft that every client speaks).
final class AuthHandler implements Handler {
    static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN");

    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(AuthHandler.class.getName()));

    /// RFC 4954 section 4.
    private static final int MAX_RESPONSE = 12288;

    private static final String ASK_NAME = "VXNlcm5hbWU6";
    private static final String ASK_PASSWORD = "UGFzc3dvcmQ6";

    private final LoginGate logins;

    AuthHandler(LoginGate logins) {
        this.logins = logins;
    }

    @Override
    public Answer handle(Session session, String argument) throws CommandException, IOException {
        requireLoginPossible(session);
        int space = argument.indexOf(' ');
        String mechanism = space < 0 ? argument : argument.substring(0, space);
        Optional<String> initial =
                space < 0 ? Optional.empty() : Optional.of(argument.substring(space + 1));
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "" -> Reply.ARGUMENT_MISSING;
            case "PLAIN" -> plain(session, initial);
            case "LOGIN" -> login(session, initial);
            default -> Reply.UNKNOWN_MECHANISM;
        };
    }

    private static void requireLoginPossible(Session session) throws CommandException {
        if (!session.role().requiresLogin()) {
            throw new CommandException(Reply.NO_LOGIN_HERE);
        }
        if (!session.connection().isSecure()) {
            throw new CommandException(Reply.TLS_FOR_LOGIN);
        }
        session.requireGreeting();
        if (session.account().isPresent()) {
            throw new CommandException(Reply.LOGGED_IN_ALREADY);
        }
        if (session.transaction().isPresent()) {
            throw new CommandException(Reply.IN_TRANSACTION);
        }
    }

    private Answer plain(Session session, Optional<String> initial)
            throws CommandException, IOException {
        byte[] message = initial.isPresent() ? decode(initial.get()) : ask(session, "");
        Optional<Login> login = Login.ofPlain(message);
        return check(session, login);
    }

    private Answer login(Session session, Optional<String> initial)
            throws CommandException, IOException {
        byte[] name = initial.isPresent() ? decode(initial.get()) : ask(session, ASK_NAME);
        byte[] password = ask(session, ASK_PASSWORD);
        return check(session, Login.ofLogin(name, password));
    }

    private static byte[] ask(Session session, String challenge)
            throws CommandException, IOException {
        ConnectionOutput output = session.connection().output();
        output.writeAscii(Reply.challenge(challenge).print().getFirst() + "\r\n");
        output.flush();
        String response;
        try {
            byte[] line = session.connection().input().readLine(MAX_RESPONSE);
            response = new String(line, StandardCharsets.ISO_8859_1);
        } catch (LineTooLongException _) {
            session.connection().input().skipLine();
            throw new CommandException(Reply.RESPONSE_TOO_LONG);
        }
        if (response.equals("*")) {
            throw new CommandException(Reply.LOGIN_CANCELLED);
        }
        return decode(response);
    }

    private static byte[] decode(String response) throws CommandException {
        return SaslResponse.decode(response)
                .orElseThrow(() -> new CommandException(Reply.BAD_BASE64));
    }

    private Answer check(Session session, Optional<Login> login) throws IOException {
        if (login.isEmpty()) {
            return refused(session, Reply.BAD_LOGIN);
        }
        try {
            return switch (attempt(session.connection(), login.get())) {
                case LoginResult.Success(var account) -> {
                    session.login(account);
                    yield Reply.AUTHENTICATED;
                }
                case LoginResult.Failure() -> refused(session, Reply.BAD_LOGIN);
                case LoginResult.TooMany() -> refused(session, Reply.LOGIN_PUT_OFF);
            };
        } catch (StoreException e) {
            FAILURES.failed(Level.ERROR, "a login could not be checked", e);
            return Reply.LOGIN_UNAVAILABLE;
        }
    }

    private LoginResult attempt(Connection connection, Login login) throws IOException {
        var attempt =
                new LoginAttempt(
                        LoginProtocol.SMTP,
                        connection.id(),
                        connection.remoteAddress().getAddress(),
                        login.user());
        return logins.attempt(attempt, login.password(), connection::pause);
    }

    private static Reply refused(Session session, Reply reply) {
        return session.isFailedLoginTooMany() ? Reply.TOO_MANY_LOGINS : reply;
    }
}
