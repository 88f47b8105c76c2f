package org.posthorn.pop3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.pop3.POP3Response;
import org.apache.james.protocols.pop3.POP3Session;
import org.apache.james.protocols.pop3.POP3StartTlsResponse;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.net.ConnectionOutput;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// One of our commands as a handler in James' chain.
///
/// @param name in upper case
record JamesPop3Command(
        String name, Pop3Command command, JamesPop3Sessions sessions, Pop3Journal journal)
        implements CommandHandler<POP3Session> {
    /// How much of a message is asked for at a time, so that TOP need not read all of it.
    private static final long STEP_OCTETS = 64 * 1024;

    @Override
    public List<String> getImplCommands() {
        return List.of(name);
    }

    /// What James cannot say, multi-line responses as they stream, is written here and answered by
    /// null.
    @Override
    public @Nullable Response onCommand(POP3Session james, Request request) {
        Pop3Session session = sessions.of(james);
        try {
            Pop3Reply reply = command.handle(session, request.getArgument());
            journal.answered(session, name, reply);
            return answer(session, reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Response answer(Pop3Session session, Pop3Reply reply)
            throws IOException {
        ConnectionOutput output = session.connection().output();
        return switch (reply) {
            case Pop3Reply.Ok(String text) ->
                    JamesPop3Chain.response(true, ResponseCode.NONE, text);
            case Pop3Reply.Err(ResponseCode code, String text) ->
                    JamesPop3Chain.response(false, code, text);
            case Pop3Reply.Goodbye(boolean ok, ResponseCode code, String text) ->
                    JamesPop3Chain.ending(JamesPop3Chain.response(ok, code, text));
            case Pop3Reply.BeginTls(String text) ->
                    new POP3StartTlsResponse(POP3Response.OK_RESPONSE, text);
            case Pop3Reply.Lines(String text, List<String> lines) -> {
                writeLines(output, text, lines);
                yield null;
            }
            case Pop3Reply.Message(String text, MessageContent content, long bodyLines) -> {
                output.writeAscii("+OK " + text + "\r\n");
                writeMessage(output, content, bodyLines);
                yield null;
            }
        };
    }

    private static void writeLines(ConnectionOutput output, String text, List<String> lines)
            throws IOException {
        output.writeAscii("+OK " + text + "\r\n");
        for (String line : lines) {
            output.writeAscii(line + "\r\n");
        }
        output.writeAscii(".\r\n");
    }

    private static void writeMessage(
            ConnectionOutput output, MessageContent content, long bodyLines) throws IOException {
        var message = new MessageOutput(output, bodyLines);
        for (long at = 0; at < content.size() && !message.isDone(); at += STEP_OCTETS) {
            content.writeTo(message, at, STEP_OCTETS);
        }
        message.finish();
    }
}
