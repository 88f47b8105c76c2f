package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.jspecify.annotations.Nullable;

/// Serves connections with a James protocol: greeting, line after line, goodbye.
///
/// Answers are sent when the input is drained, so that a client that pipelines gets them in one
/// packet (RFC 2920 section 3.2).
public final class JamesConnectionHandler implements ConnectionHandler {
    private final Protocol protocol;
    private final int maxLineOctets;
    private final JamesGoodbyes goodbyes;
    private final ShownLine shown;
    private final List<ConnectHandler<ProtocolSession>> greeters;
    private final LineHandler<ProtocolSession> commands;
    private final List<DisconnectHandler<ProtocolSession>> closers;

    /// Serves `protocol`, whose chain is wired and has one handler of lines.
    ///
    /// @param maxLineOctets how long a command may be, without its CRLF
    /// @param shown what may be logged of a client's line
    @SuppressWarnings({"unchecked", "rawtypes"}) // James keeps its chain by raw classes
    public JamesConnectionHandler(
            Protocol protocol, int maxLineOctets, JamesGoodbyes goodbyes, ShownLine shown) {
        this.protocol = protocol;
        this.maxLineOctets = maxLineOctets;
        this.goodbyes = goodbyes;
        this.shown = shown;
        this.greeters = (List) protocol.getProtocolChain().getHandlers(ConnectHandler.class);
        this.commands = protocol.getProtocolChain().getHandlers(LineHandler.class).getFirst();
        this.closers = (List) protocol.getProtocolChain().getHandlers(DisconnectHandler.class);
    }

    @Override
    public String refusal() {
        return goodbyes.refusal();
    }

    @Override
    public void serve(Connection connection) throws IOException {
        JamesTransport transport = new JamesTransport(connection, shown);
        ProtocolSession session = protocol.newSession(transport);
        try {
            converse(transport, session);
        } catch (UncheckedIOException e) {
            endBy(Objects.requireNonNull(e.getCause()), transport, session);
        } catch (IOException e) {
            endBy(e, transport, session);
        } finally {
            closers.forEach(closer -> closer.onDisconnect(session));
        }
    }

    private void endBy(IOException end, JamesTransport transport, ProtocolSession session)
            throws IOException {
        switch (end) {
            case ServerStoppingException _ -> transport.writeResponse(goodbyes.stopping(), session);
            case DeadlineException _ -> transport.writeResponse(goodbyes.late(), session);
            case SocketTimeoutException _ -> transport.writeResponse(goodbyes.timedOut(), session);
            case ServerBusyException _ -> {
                transport.trace().server(goodbyes.refusal().getBytes(StandardCharsets.US_ASCII));
                transport.connection().output().writeAscii(goodbyes.refusal() + "\r\n");
            }
            case EOFException _ -> {
                // It said all that it wanted to.
            }
            default -> throw end;
        }
    }

    private void converse(JamesTransport transport, ProtocolSession session) throws IOException {
        for (ConnectHandler<ProtocolSession> greeter : greeters) {
            transport.writeResponse(greeter.onConnect(session), session);
        }
        Connection connection = transport.connection();
        while (!transport.isClosed()) {
            if (!connection.input().hasBuffered()) {
                connection.output().flush();
            }
            transport.writeResponse(answer(transport, session), session);
        }
    }

    @SuppressWarnings("unchecked") // a pushed handler is of the session's own protocol
    private @Nullable Response answer(JamesTransport transport, ProtocolSession session)
            throws IOException {
        ConnectionInput input = transport.connection().input();
        byte[] line;
        try {
            line = input.readLine(maxLineOctets);
        } catch (LineTooLongException _) {
            input.skipLine();
            return session.newLineTooLongResponse();
        }
        byte[] withEnd = Arrays.copyOf(line, line.length + 2);
        withEnd[line.length] = '\r';
        withEnd[line.length + 1] = '\n';
        LineHandler<? extends ProtocolSession> pushed = transport.pushed();
        transport.trace().client(line, pushed != null);
        LineHandler<ProtocolSession> handler =
                pushed == null ? commands : (LineHandler<ProtocolSession>) pushed;
        return handler.onLine(session, withEnd);
    }
}
