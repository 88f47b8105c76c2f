package org.posthorn.smtp.relay;

/// What we say in the place of a server that says nothing, or that we do not even ask.
final class OwnReply {
    static final RemoteReply CONNECTION_ENDED =
            new RemoteReply(451, "4.4.2", "the connection has ended");
    static final RemoteReply NO_TLS =
            new RemoteReply(451, "4.7.4", "TLS is required, and the server does not offer it");
    static final RemoteReply NO_MECHANISM =
            new RemoteReply(454, "4.7.0", "the server offers neither PLAIN nor LOGIN");
    static final RemoteReply BAD_ADDRESS =
            new RemoteReply(553, "5.1.3", "the recipient's address is malformed");
    static final RemoteReply BAD_SENDER =
            new RemoteReply(553, "5.1.7", "the sender's address is malformed");
    static final RemoteReply NON_ASCII_ADDRESS =
            new RemoteReply(550, "5.6.7", "the server takes no addresses beyond ASCII");
    static final RemoteReply NON_ASCII_HEADER =
            new RemoteReply(550, "5.6.9", "the server takes no headers beyond ASCII");
    static final RemoteReply NO_REQUIRETLS =
            new RemoteReply(
                    550, "5.7.30", "the sender requires TLS, which the server does not promise");
    static final RemoteReply BROKEN_LINES =
            new RemoteReply(
                    550, "5.6.0", "the message has NUL, or CR or LF that do not end a line");
    static final RemoteReply TOO_MANY_MESSAGES =
            new RemoteReply(452, "4.5.3", "the server takes no more messages over this connection");

    private static final int MAX_TEXT = 500;

    private OwnReply() {}

    /// Of words that are in part somebody else's.
    static RemoteReply quoting(int code, String status, String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(MAX_TEXT / 2)
                .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return new RemoteReply(code, status, clean.toString());
    }

    static RemoteReply garbage(String what) {
        return new RemoteReply(451, "4.5.0", "no SMTP: " + what);
    }

    static RemoteReply notConverted(String why) {
        return new RemoteReply(
                554, "5.6.3", "the message cannot be converted for this server: " + why);
    }

    static RemoteReply tooLarge(long octets, long limit) {
        return new RemoteReply(
                552,
                "5.3.4",
                "the message has " + octets + " octets, and the server takes " + limit);
    }
}
