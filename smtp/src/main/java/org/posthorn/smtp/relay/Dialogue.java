package org.posthorn.smtp.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Commands to a server and its replies, in order, one by one or in groups (RFC 2920).
///
/// A 421 is an end wherever it comes (RFC 5321 section 3.8), so whoever asks does not see it.
final class Dialogue {
    private static final Logger LOG = System.getLogger(Dialogue.class.getName());

    /// Replies of a larger group could fill what lies between the two sides while we still write,
    /// and neither would read (RFC 2920 section 3.1).
    private static final int MAX_GROUP = 100;

    private static final int CLOSING = 421;

    private final RemoteWire wire;
    private final ReplyReader replies;
    private final Deque<Expected> expected = new ArrayDeque<>();
    private boolean pipelining;
    private boolean ended;

    Dialogue(RemoteWire wire) {
        this.wire = wire;
        this.replies = new ReplyReader(wire::read);
    }

    /// Does something with a reply.
    @FunctionalInterface
    interface Listener {
        void hear(ServerReply reply) throws WireException;
    }

    private record Expected(String name, Duration patience, Listener listener) {}

    RemoteWire wire() {
        return wire;
    }

    /// From here on commands wait for each other, or not.
    void pipeline(boolean offered) {
        pipelining = offered;
    }

    /// Says a command, and has its reply heard: at once, or, where the server takes groups, when
    /// [#await] is called at the latest.
    void ask(Command command, Duration patience, Listener listener) throws WireException {
        say(command);
        expected.add(new Expected(command.name(), patience, listener));
        if (!pipelining || expected.size() >= MAX_GROUP) {
            await();
        }
    }

    /// Has all replies heard that are still to come.
    void await() throws WireException {
        flush();
        for (Expected next = expected.poll(); next != null; next = expected.poll()) {
            next.listener().hear(hear(next.name(), next.patience()));
        }
    }

    /// Says a command and waits for its reply.
    ServerReply exchange(Command command, Duration patience) throws WireException {
        say(command);
        flush();
        return hear(command.name(), patience);
    }

    /// Writes a line without waiting for anything.
    void say(Command command) throws WireException {
        if (LOG.isLoggable(Level.TRACE)) {
            LOG.log(Level.TRACE, "C: " + command);
        }
        try {
            wire.writeLine(command.line());
        } catch (WireException e) {
            ended = true;
            throw e;
        }
    }

    void flush() throws WireException {
        try {
            wire.flush();
        } catch (WireException e) {
            ended = true;
            throw e;
        }
    }

    /// Waits for a reply.
    ///
    /// @param name of what it replies to
    ServerReply hear(String name, Duration patience) throws WireException {
        wire.begin(patience, "waiting for the reply to " + name);
        try {
            ServerReply reply = replies.read();
            if (LOG.isLoggable(Level.TRACE)) {
                LOG.log(Level.TRACE, "S: " + reply.toRemote());
            }
            if (reply.code() == CLOSING) {
                throw WireException.said(reply.toRemote());
            }
            return reply;
        } catch (WireException e) {
            ended = true;
            throw e;
        } finally {
            wire.end();
        }
    }

    /// Whether the server has said what nobody asked for.
    boolean hasUnread() {
        return replies.hasUnread() || wire.hasUnread();
    }

    /// Whether replies are still to come.
    boolean isWaiting() {
        return !expected.isEmpty();
    }

    /// Whether nothing has ended it, as far as was heard.
    boolean isOpen() {
        return !ended;
    }

    /// Ends it at once; what is not answered never will be.
    void abandon() {
        ended = true;
        expected.clear();
        wire.abort();
    }
}
