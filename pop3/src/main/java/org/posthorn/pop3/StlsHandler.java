package org.posthorn.pop3;

/// STLS (RFC 2595 section 4).
final class StlsHandler {
    private StlsHandler() {}

    static Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument) {
        if (!argument.isEmpty()) {
            return Pop3Reply.err("STLS takes no argument");
        }
        if (!session.connection().canStartTls()) {
            return Pop3Reply.err(
                    session.connection().isSecure()
                            ? "TLS is active already"
                            : "TLS is not offered here");
        }
        session.become(new Pop3State.Authorization(java.util.Optional.empty(), state.failures()));
        return new Pop3Reply.BeginTls("Begin TLS");
    }
}
