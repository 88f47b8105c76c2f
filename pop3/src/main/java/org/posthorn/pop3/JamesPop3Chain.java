package org.posthorn.pop3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.apache.james.protocols.api.handler.ProtocolHandlerChainImpl;
import org.apache.james.protocols.api.handler.UnknownCommandHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.pop3.POP3Configuration;
import org.apache.james.protocols.pop3.POP3Protocol;
import org.apache.james.protocols.pop3.POP3Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.net.CommandMeters;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.JamesConnectionHandler;
import org.posthorn.net.JamesDispatcher;
import org.posthorn.net.JamesGoodbyes;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// James' chain of POP3: greeting, one handler for each command, goodbye.
final class JamesPop3Chain {
    private static final Logger LOG = System.getLogger(JamesPop3Chain.class.getName());

    private static final FailureLog FAILURES = new FailureLog(LOG);

    /// RFC 2449 section 4 asks for 255; AUTH's initial response may need more.
    private static final int MAX_LINE_OCTETS = 2048;

    private JamesPop3Chain() {}

    static ConnectionHandler handler(Pop3Services services, Pop3Settings settings) {
        var chain = new ProtocolHandlerChainImpl();
        var journal = new Pop3Journal(services.figures());
        var sessions = new JamesPop3Sessions(services, settings, new MaildropLocks());
        chain.add(
                (ConnectHandler<POP3Session>)
                        session -> {
                            // The session begins here, and the time to log in with it.
                            sessions.of(session);
                            return response(true, ResponseCode.NONE, "Posthorn POP3 ready");
                        });
        chain.add(new Dispatcher(services.commands().of("pop3", Commands.ALL.keySet())));
        Commands.ALL.forEach((name, command) ->
                chain.add(new JamesPop3Command(name, command, sessions, journal)));
        Pop3Command unknown = (_, _) -> Pop3Reply.err("There is no such command");
        chain.add(
                new JamesPop3Command(
                        UnknownCommandHandler.COMMAND_IDENTIFIER, unknown, sessions, journal));
        chain.add(
                (DisconnectHandler<POP3Session>)
                        session -> {
                            Pop3Session ours = sessions.of(session);
                            journal.ended(ours);
                            ours.close();
                        });
        try {
            chain.wireExtensibleHandlers();
        } catch (WiringException e) {
            throw new IllegalStateException(e);
        }
        return new JamesConnectionHandler(
                new POP3Protocol(chain, new POP3Configuration()),
                MAX_LINE_OCTETS,
                // An idle client is disconnected without a word (RFC 1939 section 3).
                new JamesGoodbyes(
                        Response.DISCONNECT,
                        ending(response(false, ResponseCode.SYS_TEMP, "No login in time")),
                        ending(response(false, ResponseCode.SYS_TEMP, "The server is stopping")),
                        "-ERR [SYS/TEMP] Too many connections"),
                ShownCommand::of);
    }

    static POP3Response response(boolean ok, ResponseCode code, String text) {
        return new POP3Response(
                ok ? POP3Response.OK_RESPONSE : POP3Response.ERR_RESPONSE, code.prefix() + text);
    }

    static POP3Response ending(POP3Response response) {
        response.setEndSession(true);
        return response;
    }

    private static final class Dispatcher extends JamesDispatcher<POP3Session> {
        private Dispatcher(CommandMeters.Meter meter) {
            super(meter);
        }

        @Override
        protected Request parseRequest(POP3Session session, byte[] line) {
            String text = new String(line, 0, line.length - 2, StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            String command = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
            return new BaseRequest(command, space < 0 ? "" : text.substring(space + 1));
        }

        @Override
        protected Response failed(POP3Session session, Exception failure) {
            if (failure instanceof StoreException) {
                FAILURES.failed(Level.ERROR, "POP3 could not reach the store", failure);
                return response(false, ResponseCode.SYS_TEMP, "Try again later");
            }
            LOG.log(Level.ERROR, "POP3 failed: a defect of the server", failure);
            return response(false, ResponseCode.SYS_TEMP, "Something went wrong in the server");
        }
    }
}
