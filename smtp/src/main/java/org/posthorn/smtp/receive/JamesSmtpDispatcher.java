package org.posthorn.smtp.receive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.JamesDispatcher;

/// Finds the handler of a line's verb.
final class JamesSmtpDispatcher extends JamesDispatcher<JamesSmtpSession> {
    private static final Logger LOG = System.getLogger(JamesSmtpDispatcher.class.getName());

    @Override
    protected Request parseRequest(JamesSmtpSession client, byte[] line) {
        CommandLine command = CommandLine.parse(new String(line, StandardCharsets.ISO_8859_1));
        return new BaseRequest(command.verb(), command.argument());
    }

    @Override
    protected Response failed(JamesSmtpSession client, Exception failure) {
        client.session().reset();
        if (failure instanceof StoreException) {
            LOG.log(Level.ERROR, "the store failed", failure);
            return JamesReply.of(Reply.STORE_FAILED);
        }
        LOG.log(Level.ERROR, "a command failed", failure);
        return JamesReply.of(Reply.OUR_FAULT);
    }
}
