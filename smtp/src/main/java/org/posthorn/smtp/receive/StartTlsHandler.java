package org.posthorn.smtp.receive;

/// STARTTLS (RFC 3207 section 4). The handshake follows when the reply is written; greeting and
/// transaction count no more after it.
final class StartTlsHandler implements Handler {

    @Override
    public Answer handle(Session session, String argument) throws CommandException {
        Handler.requireNone(argument);
        if (session.connection().isSecure()) {
            return Reply.TLS_ALREADY;
        }
        if (!session.connection().canStartTls()) {
            return Reply.NO_TLS_HERE;
        }
        session.reset();
        return Reply.TLS_READY;
    }
}
