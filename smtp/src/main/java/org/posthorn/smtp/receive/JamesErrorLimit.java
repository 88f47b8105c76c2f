package org.posthorn.smtp.receive;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.api.handler.ProtocolHandlerResultHandler;

/// Closes the connection of a client that breaks the protocol again and again.
final class JamesErrorLimit implements ProtocolHandlerResultHandler<Response, JamesSmtpSession> {

    @Override
    public Response onResponse(
            ProtocolSession client, Response response, long millis, ProtocolHandler handler) {
        boolean error = Reply.isProtocolError(Integer.parseInt(response.getRetCode()));
        return error && ((JamesSmtpSession) client).session().isErrorTooMany()
                ? JamesReply.of(Reply.TOO_MANY_ERRORS)
                : response;
    }
}
