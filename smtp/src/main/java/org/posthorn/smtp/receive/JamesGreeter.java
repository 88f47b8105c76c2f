package org.posthorn.smtp.receive;

import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.DisconnectHandler;

/// Greets a client, and forgets it when it has gone.
final class JamesGreeter
        implements ConnectHandler<JamesSmtpSession>, DisconnectHandler<JamesSmtpSession> {
    private final SmtpJournal journal;

    JamesGreeter(SmtpJournal journal) {
        this.journal = journal;
    }

    @Override
    public Response onConnect(JamesSmtpSession client) {
        Session session = client.session();
        session.connection().setReadTimeout(session.settings().idleTimeout());
        session.connection().setDeadlineSinceAccepted(session.timeToBegin());
        return JamesReply.of(
                Reply.greeting(session.settings().hostname(), session.role() == Role.LMTP));
    }

    @Override
    public void onDisconnect(JamesSmtpSession client) {
        client.session().close();
        journal.ended(client.session());
    }
}
