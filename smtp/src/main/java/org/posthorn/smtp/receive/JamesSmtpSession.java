package org.posthorn.smtp.receive;

import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.posthorn.net.JamesTransport;

/// James' session, which leads its handlers to ours.
final class JamesSmtpSession extends SMTPSessionImpl {
    private final Session session;

    JamesSmtpSession(JamesTransport transport, SMTPConfiguration configuration, Session session) {
        super(transport, configuration);
        this.session = session;
    }

    Session session() {
        return session;
    }

    @Override
    public Response newLineTooLongResponse() {
        return JamesReply.of(
                session.isErrorTooMany() ? Reply.TOO_MANY_ERRORS : Reply.LINE_TOO_LONG);
    }

    @Override
    public Response newFatalErrorResponse() {
        return JamesReply.of(Reply.OUR_FAULT);
    }

    @Override
    public Response newCommandNotFoundErrorResponse() {
        return JamesReply.of(Reply.UNKNOWN_COMMAND);
    }
}
