package org.posthorn.smtp.receive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Login;
import org.posthorn.mailbox.directory.ScramExchange;
import org.posthorn.mailbox.directory.ScramMechanism;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.login.LoginAttempt;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginProof;
import org.posthorn.mailbox.login.LoginProtocol;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.Connection;

/// AUTH (RFC 4954) by SCRAM-SHA-256 with and without binding (RFC 7677), PLAIN (RFC 4616) and LOGIN
/// (a draft that every client speaks).
final class AuthHandler implements Handler {
    static final List<String> MECHANISMS =
            List.of(
                    ScramMechanism.SCRAM_SHA_256_PLUS.toString(),
                    ScramMechanism.SCRAM_SHA_256.toString(),
                    "PLAIN",
                    "LOGIN");

    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(AuthHandler.class.getName()));

    private static final String ASK_NAME = "VXNlcm5hbWU6";
    private static final String ASK_PASSWORD = "UGFzc3dvcmQ6";

    private final LoginGate logins;
    private final Authenticator authenticator;

    AuthHandler(LoginGate logins, Authenticator authenticator) {
        this.logins = logins;
        this.authenticator = authenticator;
    }

    /// Those that can be had on this connection, the strongest first.
    static List<String> mechanisms(Connection connection) {
        boolean binds = ScramLogin.isOffered(ScramMechanism.SCRAM_SHA_256_PLUS, connection);
        return MECHANISMS.subList(binds ? 0 : 1, MECHANISMS.size());
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
            case "SCRAM-SHA-256" -> scram(session, ScramMechanism.SCRAM_SHA_256, initial);
            case "SCRAM-SHA-256-PLUS" -> scram(session, ScramMechanism.SCRAM_SHA_256_PLUS, initial);
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
        byte[] message =
                initial.isPresent()
                        ? AuthDialogue.decode(initial.get())
                        : AuthDialogue.ask(session, "");
        Optional<Login> login = Login.ofPlain(message);
        return check(session, login);
    }

    private Answer login(Session session, Optional<String> initial)
            throws CommandException, IOException {
        byte[] name =
                initial.isPresent()
                        ? AuthDialogue.decode(initial.get())
                        : AuthDialogue.ask(session, ASK_NAME);
        byte[] password = AuthDialogue.ask(session, ASK_PASSWORD);
        return check(session, Login.ofLogin(name, password));
    }

    private Answer check(Session session, Optional<Login> login) throws IOException {
        if (login.isEmpty()) {
            return refused(session, Reply.BAD_LOGIN);
        }
        Login said = login.get();
        try {
            return judged(
                    session,
                    attempt(
                            session,
                            said.user(),
                            judge -> judge.authenticate(said.user(), said.password())));
        } catch (StoreException e) {
            return unavailable(e);
        }
    }

    private Answer scram(Session session, ScramMechanism mechanism, Optional<String> initial)
            throws CommandException, IOException {
        if (!ScramLogin.isOffered(mechanism, session.connection())) {
            return Reply.UNKNOWN_MECHANISM;
        }
        try {
            ScramExchange exchange = ScramLogin.begin(session, authenticator, mechanism, initial);
            byte[] proof = ScramLogin.askForProof(session, exchange);
            LoginResult result =
                    attempt(session, exchange.user(), judge -> judge.finish(exchange, proof));
            if (result instanceof LoginResult.Success) {
                ScramLogin.sign(session, exchange);
            }
            return judged(session, result);
        } catch (StoreException e) {
            return unavailable(e);
        }
    }

    private static Answer judged(Session session, LoginResult result) {
        return switch (result) {
            case LoginResult.Success(var account) -> {
                session.login(account);
                yield Reply.AUTHENTICATED;
            }
            case LoginResult.Failure() -> refused(session, Reply.BAD_LOGIN);
            case LoginResult.TooMany() -> refused(session, Reply.LOGIN_PUT_OFF);
        };
    }

    private static Reply unavailable(StoreException e) {
        FAILURES.failed(Level.ERROR, "a login could not be checked", e);
        return Reply.LOGIN_UNAVAILABLE;
    }

    private LoginResult attempt(Session session, String user, LoginProof proof) throws IOException {
        Connection connection = session.connection();
        var attempt =
                new LoginAttempt(
                        LoginProtocol.SMTP,
                        connection.id(),
                        connection.remoteAddress().getAddress(),
                        user);
        return logins.attempt(attempt, proof, connection::pause);
    }

    private static Reply refused(Session session, Reply reply) {
        return session.isFailedLoginTooMany() ? Reply.TOO_MANY_LOGINS : reply;
    }
}
