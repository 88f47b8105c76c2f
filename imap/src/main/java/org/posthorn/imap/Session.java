package org.posthorn.imap;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.ImapMeters.Phase;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.CommandLimits;
import org.posthorn.imap.command.CommandReader;
import org.posthorn.imap.command.CommandTooLongException;
import org.posthorn.imap.command.Received;
import org.posthorn.imap.command.Refusal;
import org.posthorn.imap.command.Tag;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.imap.response.Status;
import org.posthorn.mailbox.directory.AccountWatch;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.KeywordLimitException;
import org.posthorn.mailbox.store.OverLimitException;
import org.posthorn.mailbox.store.PartlyMovedException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.net.Connection;
import org.posthorn.net.DeadlineException;
import org.posthorn.net.ServerBusyException;
import org.posthorn.net.ServerStoppingException;

/// A conversation with one client, from greeting to goodbye, on its connection's thread.
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);
    private static final String MAILBOX_DELETED = "The selected mailbox was deleted";
    private static final int MAX_SASL_OCTETS = 16 * 1024;
    private static final int MAX_DONE_OCTETS = 1024;

    /// Who speaks nonsense before logging in is no mail client.
    private static final int MAX_REFUSED_BEFORE_LOGIN = 10;

    private final Connection connection;
    private final ImapServices services;
    private final ImapSettings settings;
    private final Trace trace;
    private final SessionOutput out;
    private final CommandReader reader;
    private final MessageSink appendSink = new MessageSink(this);
    private final SessionLog log;
    private final ImapMeters.SessionMeter meter;
    private final Announcer announcer = new Announcer(this);
    private volatile SessionState state = new NotAuthenticated(0);
    private boolean speaksModSequences;
    private boolean startsTls;
    private volatile @Nullable String farewell;
    private @Nullable AccountWatch accountWatch;
    private @Nullable Tag tag;
    private int refused;

    /// When the client had said all that the command is about, in [System#nanoTime()].
    private long heardAt;

    Session(Connection connection, ImapServices services, ImapSettings settings) {
        this.connection = connection;
        this.services = services;
        this.settings = settings;
        log = new SessionLog(connection);
        meter = services.meters().session();
        trace = new Trace(connection);
        out = new SessionOutput(trace.said(connection.output()));
        reader =
                new CommandReader(
                        connection.input(),
                        this::askForLiteral,
                        trace::heard,
                        services.store().budget());
    }

    /// Speaks until the client, the server or a timeout ends it.
    ///
    /// @throws IOException when the client is gone, or no longer to be understood
    void run() throws IOException {
        connection.setReadTimeout(settings.loginTimeout());
        connection.setDeadlineSinceAccepted(settings.loginTimeout());
        meter.is(Phase.NOT_AUTHENTICATED);
        try {
            greet();
            while (!(state instanceof LoggedOut) && awaitClient()) {
                trace.nextCommand();
                appendSink.nextCommand();
                converse();
            }
            out.flush();
        } catch (DeadlineException _) {
            sayGoodbye("No login in time");
        } catch (SocketTimeoutException _) {
            sayGoodbye("Silent for too long");
        } catch (ServerStoppingException _) {
            sayGoodbye("The server is stopping");
        } catch (CommandTooLongException e) {
            LOG.log(Level.DEBUG, () -> connection.id() + ": " + e.getMessage());
            sayGoodbye("That is too long");
        } catch (ServerBusyException e) {
            LOG.log(Level.DEBUG, () -> connection.id() + ": " + e.getMessage());
            sayGoodbye("The server is too busy for this now");
        } catch (SessionEndException e) {
            sayGoodbye(e.farewell());
        } finally {
            closeMailbox();
            if (accountWatch != null) {
                accountWatch.close();
            }
            meter.ended();
            log.ended();
        }
    }

    private void converse() throws IOException {
        try {
            Received received = reader.read(appendSink);
            connection.input().clearPatience();
            trace.read(received);
            answer(received);
        } finally {
            reader.release();
        }
    }

    /// Waits for a message as long as its body allows.
    void judgeBy(IncomingBody body) {
        connection
                .input()
                .setPatience(() -> {
                    if (body.isTooSlow()) {
                        throw new ServerBusyException("others wait for the room of its message");
                    }
                });
    }

    /// Waits for the client to say something; what it asked for at once is answered at once.
    ///
    /// @return false when it has left
    private boolean awaitClient() throws IOException {
        if (!connection.input().hasBuffered()) {
            out.flush();
        }
        announcer.startWaiting();
        try {
            endIfAsked();
            return connection.input().peek() >= 0;
        } finally {
            announcer.stopWaiting();
        }
    }

    private void endIfAsked() {
        String words = farewell;
        if (words != null) {
            throw new SessionEndException(words);
        }
    }

    private void greet() throws IOException {
        var code = new ResponseCode.Capability(Capabilities.of(this));
        out.write(new Response.Untagged(Status.OK, code, "Posthorn is ready"));
    }

    private void sayGoodbye(String words) throws IOException {
        out.write(new Response.Untagged(Status.BYE, words));
        out.flush();
    }

    private void answer(Received received) throws IOException {
        heardAt = System.nanoTime();
        switch (received) {
            case Received.Refused(Tag refusedTag, Refusal refusal) -> {
                appendSink.logRefused(refusal.text());
                refuse(refusedTag, refusal);
            }
            case Received.Valid(Tag validTag, Command command) -> {
                tag = validTag;
                Reply reply = carryOut(command);
                if (command instanceof Command.Append && reply.status() != Status.OK) {
                    appendSink.logRefused(reply.text());
                }
                announce(command);
                out.write(
                        new Response.Tagged(validTag, reply.status(), reply.code(), reply.text()));
                services.meters().followed(Commands.verb(command), heardAt);
                count(reply);
                afterReply();
                endIfMailboxIsGone();
            }
        }
    }

    private void refuse(@Nullable Tag refusedTag, Refusal refusal) throws IOException {
        Reply reply = Refusals.reply(refusal);
        out.write(
                refusedTag == null
                        ? new Response.Untagged(reply.status(), reply.code(), reply.text())
                        : new Response.Tagged(
                                refusedTag, reply.status(), reply.code(), reply.text()));
        count(reply);
    }

    private void count(Reply reply) {
        log.answered(reply.status() != Status.OK);
        if (reply.status() != Status.OK) {
            services.meters().refused(reply);
        }
        refused = reply.status() == Status.BAD ? refused + 1 : 0;
        if (refused >= MAX_REFUSED_BEFORE_LOGIN && state instanceof NotAuthenticated) {
            throw new SessionEndException("That is not IMAP");
        }
    }

    private Reply carryOut(Command command) throws IOException {
        try {
            return Commands.carryOut(command, this);
        } catch (WrongStateException | BadRequestException e) {
            return Reply.bad(String.valueOf(e.getMessage()));
        } catch (KeywordLimitException e) {
            return Reply.no(Plain.LIMIT, String.valueOf(e.getMessage()));
        } catch (NoRightException e) {
            return Reply.no(Plain.NOPERM, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return storeFailed(command, e);
        } catch (SessionEndException e) {
            throw e;
        } catch (RuntimeException e) {
            FAILURES.failed(Level.ERROR, "IMAP " + name(command) + " failed", e);
            endIfCutOff(e);
            return Reply.no(Plain.SERVERBUG, "The server has failed; this is logged");
        }
    }

    private Reply storeFailed(Command command, StoreException e) throws IOException {
        endIfCutOff(e);
        if (limitOf(e) instanceof OverLimitException over) {
            return Reply.no(Plain.OVERQUOTA, String.valueOf(over.getMessage()));
        }
        if (command instanceof Command.WhenSelected && isMailboxGone()) {
            return Reply.no(Plain.NONEXISTENT, MAILBOX_DELETED);
        }
        if (e instanceof StoreFullException) {
            FAILURES.refused(Level.WARNING, "IMAP " + name(command) + " is refused", e);
        } else {
            FAILURES.failed(Level.WARNING, "IMAP " + name(command) + ": the store failed", e);
        }
        return Reply.no(Plain.UNAVAILABLE, unavailable(e));
    }

    /// Why a part of a large change failed, or all of it.
    private static StoreException limitOf(StoreException e) {
        return e instanceof PartlyMovedException && e.getCause() instanceof StoreException cause
                ? cause
                : e;
    }

    /// What a client is told of a store that fails.
    static String unavailable(StoreException failure) {
        return failure instanceof StoreFullException
                ? "The disk is full; what is there can still be read"
                : "The mail store does not answer; try again later";
    }

    /// A response that was begun cannot be ended any more, so nothing can follow it.
    private void endIfCutOff(RuntimeException e) throws IOException {
        if (out.isWithinResponse()) {
            throw new IOException("a response was cut off", e);
        }
    }

    private static String name(Command command) {
        return command.getClass().getSimpleName();
    }

    /// A command that was carried out is answered, whatever becomes of the news.
    private void announce(Command command) throws IOException {
        if (state instanceof Selected selected) {
            try {
                announcer.announce(selected, Commands.permitsExpunges(command));
            } catch (RuntimeException e) {
                FAILURES.failed(Level.ERROR, "IMAP: news could not be told", e);
                endIfCutOff(e);
            }
        }
    }

    private boolean isMailboxGone() {
        return state instanceof Selected selected && selected.mailbox().isDeleted();
    }

    /// There is no way to tell a client that it has no mailbox any more (RFC 2180 section 3.3).
    void endIfMailboxIsGone() {
        if (isMailboxGone()) {
            throw new SessionEndException(MAILBOX_DELETED);
        }
    }

    private void afterReply() throws IOException {
        if (startsTls) {
            startsTls = false;
            out.flush();
            connection.startTls();
        }
    }

    private void askForLiteral() throws IOException {
        trace.asks();
        out.write(new Response.Continuation("Go ahead"));
        out.flush();
    }

    Connection connection() {
        return connection;
    }

    ImapServices services() {
        return services;
    }

    ImapSettings settings() {
        return settings;
    }

    SessionOutput out() {
        return out;
    }

    SessionLog log() {
        return log;
    }

    Announcer announcer() {
        return announcer;
    }

    SessionState state() {
        return state;
    }

    /// The tag of the command that is carried out.
    Tag tag() {
        return Objects.requireNonNull(tag, "no command is carried out");
    }

    NotAuthenticated notAuthenticated() {
        return switch (state) {
            case NotAuthenticated nobody -> nobody;
            case Authenticated _, Selected _, LoggedOut _ ->
                    throw new WrongStateException("Already logged in");
        };
    }

    Authenticated user() {
        return switch (state) {
            case Authenticated user -> user;
            case Selected selected -> selected.user();
            case NotAuthenticated _, LoggedOut _ -> throw new WrongStateException("Log in first");
        };
    }

    Selected selected() {
        user();
        if (state instanceof Selected selected) {
            return selected;
        }
        throw new WrongStateException("Select a mailbox first");
    }

    void become(SessionState next) {
        if (state instanceof NotAuthenticated && next instanceof Authenticated) {
            connection.clearDeadline();
            connection.setReadTimeout(settings.idleTimeout());
            reader.useLimits(CommandLimits.AFTER_LOGIN);
            connection.setKnown();
        }
        state = next;
        meter.is(phase());
        if (next instanceof Authenticated user && accountWatch == null) {
            log.loggedIn(user.account());
            accountWatch = services.directory().watch(user.account().id(), _ -> accountIsGone());
        }
    }

    private Phase phase() {
        return switch (state) {
            case NotAuthenticated _, LoggedOut _ -> Phase.NOT_AUTHENTICATED;
            case Authenticated _ -> Phase.AUTHENTICATED;
            case Selected _ -> Phase.SELECTED;
        };
    }

    /// Called on the thread that disabled or removed the account, or changed its password.
    private void accountIsGone() {
        Thread.startVirtualThread(() -> announcer.end("The account is no longer to be used so"));
    }

    /// Leaves the selected mailbox, if there is one.
    void closeMailbox() {
        if (state instanceof Selected selected) {
            state = selected.user();
            meter.is(phase());
            selected.mailbox().close();
        }
    }

    boolean canStartTls() {
        return connection.canStartTls();
    }

    boolean mayLogin() {
        return connection.isSecure() || settings.plaintextLogin();
    }

    void startTlsAfterReply() {
        startsTls = true;
    }

    /// Says goodbye with these words once the command is answered.
    void endAfterReply(String words) {
        farewell = words;
    }

    /// Whether the client has shown that it understands mod-sequences, so that each FETCH response
    /// carries one (RFC 7162 section 3.1).
    boolean speaksModSequences() {
        return speaksModSequences;
    }

    /// The first command to do it in a selected mailbox is told where that stands.
    void speakModSequences() throws IOException {
        if (speaksModSequences) {
            return;
        }
        speaksModSequences = true;
        if (state instanceof Selected selected) {
            var code = new ResponseCode.HighestModSeq(selected.view().known().highestModSequence());
            out.write(new Response.Untagged(Status.OK, code, "The highest mod-sequence"));
        }
    }

    /// Looks at the world in the middle of a command: whether the client has said its last word.
    ///
    /// @throws IOException when the client is gone, or the server stops
    /// @throws SessionEndException when the account is gone
    boolean isInputAtEnd() throws IOException {
        connection.endIfStopping();
        endIfAsked();
        return connection.input().hasEnded();
    }

    /// A line of a SASL exchange; it is never logged.
    String readSecretLine() throws IOException {
        out.flush();
        String line = reader.readLine(MAX_SASL_OCTETS);
        heardAt = System.nanoTime();
        return line;
    }

    String readLineWhileIdle() throws IOException {
        endIfAsked();
        meter.is(Phase.IDLE);
        try {
            connection.input().peek();
            return reader.readLine(MAX_DONE_OCTETS);
        } finally {
            meter.is(phase());
            heardAt = System.nanoTime();
        }
    }

    /// Ends the session from another thread, which holds the output.
    ///
    /// @param words null when the client cannot be told
    void endWhileWaiting(@Nullable String words) {
        try {
            if (words != null) {
                out.write(new Response.Untagged(Status.BYE, words));
                out.flush();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client is gone", e);
        }
        connection.close();
    }
}
