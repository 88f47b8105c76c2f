package org.posthorn.smtp.receive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.JamesDispatcher;

/// Finds the handler of a line's verb.
final class JamesSmtpDispatcher extends JamesDispatcher<JamesSmtpSession> {
    private static final Logger LOG = System.getLogger(JamesSmtpDispatcher.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);

    JamesSmtpDispatcher(CommandMeters.Meter meter) {
        super(meter);
    }

    @Override
    protected Request parseRequest(JamesSmtpSession client, byte[] line) {
        CommandLine command = CommandLine.parse(new String(line, StandardCharsets.ISO_8859_1));
        return new BaseRequest(command.verb(), command.argument());
    }

    @Override
    protected Response failed(JamesSmtpSession client, Exception failure) {
        client.session().reset();
        if (failure instanceof StoreException e) {
            FAILURES.failed(Level.ERROR, "the store failed", e);
            return JamesReply.of(Acceptance.failed(e));
        }
        LOG.log(Level.ERROR, "a command failed", failure);
        return JamesReply.of(Reply.OUR_FAULT);
    }
}
