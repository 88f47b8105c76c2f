package org.posthorn.smtp.relay;

/// No connection that could transfer a message.
public final class RelayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RemoteReply reply;

    public RelayException(RemoteReply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    /// What the server said to it, or what we say in its place: 4yz where another host or a later
    /// attempt may help, 5yz where the host wants no mail (RFC 7504).
    public RemoteReply reply() {
        return reply;
    }
}
