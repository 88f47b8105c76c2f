package org.posthorn.net;

import java.io.UncheckedIOException;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.jspecify.annotations.Nullable;

/// James' dispatcher of commands, made for blocking handlers: a connection that fails while a
/// handler uses it ends the session and is not answered, and what a handler throws is the
/// protocol's to translate.
public abstract class JamesDispatcher<S extends ProtocolSession> extends CommandDispatcher<S> {
    private final CommandMeters.Meter meter;

    /// @param meter counts each command, once it is followed
    protected JamesDispatcher(CommandMeters.Meter meter) {
        this.meter = meter;
    }

    @Override
    public final @Nullable Response onLine(S session, byte[] line) {
        long start = System.nanoTime();
        String verb = "";
        try {
            Request request = parseRequest(session, line);
            verb = request.getCommand();
            return dispatchCommandHandlers(session, request);
        } catch (UncheckedIOException connectionFailed) {
            throw connectionFailed;
        } catch (Exception e) {
            return failed(session, e);
        } finally {
            meter.followed(verb, start);
        }
    }

    /// Takes the line apart. It still ends in CRLF.
    @Override
    protected abstract Request parseRequest(S session, byte[] line) throws Exception;

    /// The answer to a command that could not be parsed or whose handler failed.
    protected abstract Response failed(S session, Exception failure);
}
