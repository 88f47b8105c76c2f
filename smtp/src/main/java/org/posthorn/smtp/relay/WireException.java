package org.posthorn.smtp.relay;

import java.io.IOException;

/// The conversation is over: the server said so, said nothing, or said what nobody understands.
class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RemoteReply reply;
    private final boolean said;

    private WireException(RemoteReply reply, boolean said) {
        super(reply.toString(), null);
        this.reply = reply;
        this.said = said;
    }

    /// What we say because nothing was heard.
    WireException(RemoteReply reply) {
        this(reply, false);
    }

    /// What the server said.
    static WireException said(RemoteReply reply) {
        return new WireException(reply, true);
    }

    RemoteReply reply() {
        return reply;
    }

    /// Whether these are the server's words, so that it knows what became of everything.
    boolean isSaid() {
        return said;
    }

    /// Thousands of these may be made while a network is down, and the reply says it all.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
