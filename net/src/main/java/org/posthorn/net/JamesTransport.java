package org.posthorn.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.protocols.api.AbstractProtocolTransport;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.handler.LineHandler;
import org.jspecify.annotations.Nullable;

/// A [Connection] as James Protocols sees it.
///
/// Writing only fills the connection's buffer; [JamesConnectionHandler] sends it when the client
/// has nothing more to be answered. James' methods cannot throw an [IOException], so it travels as
/// [UncheckedIOException] and is unwrapped there.
public final class JamesTransport extends AbstractProtocolTransport {
    private final Connection connection;
    private final Deque<LineHandler<? extends ProtocolSession>> pushed = new ArrayDeque<>();
    private final JamesTrace trace;
    private boolean closed;
    private boolean readable = true;

    JamesTransport(Connection connection, ShownLine shown) {
        this.connection = connection;
        this.trace = new JamesTrace(connection, shown);
    }

    JamesTrace trace() {
        return trace;
    }

    /// For handlers that read a message or an answer themselves, and flush what they say before.
    public Connection connection() {
        return connection;
    }

    boolean isClosed() {
        return closed;
    }

    /// The handler that a session has put before its chain, if any.
    @Nullable LineHandler<? extends ProtocolSession> pushed() {
        return pushed.peek();
    }

    @Override
    protected void writeToClient(byte[] octets, ProtocolSession session, boolean startTls) {
        trace.server(octets);
        try {
            connection.output().write(octets);
            startTlsIf(startTls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void writeToClient(InputStream octets, ProtocolSession session, boolean startTls) {
        try (octets) {
            octets.transferTo(connection.output());
            startTlsIf(startTls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startTlsIf(boolean wanted) throws IOException {
        if (wanted) {
            connection.startTls();
        }
    }

    @Override
    protected void close() {
        closed = true;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return connection.localAddress();
    }

    @Override
    public String getId() {
        return connection.id();
    }

    @Override
    public boolean isTLSStarted() {
        return connection.isSecure();
    }

    @Override
    public boolean isStartTLSSupported() {
        return connection.canStartTls();
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return connection.tlsSession();
    }

    @Override
    public boolean isProxyRequired() {
        return false;
    }

    @Override
    public void pushLineHandler(
            LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
        pushed.push(handler);
    }

    @Override
    public void popLineHandler() {
        pushed.poll();
    }

    /// Has no effect: a session reads when it asks for the next line.
    @Override
    public void setReadable(boolean readable) {
        this.readable = readable;
    }

    @Override
    public boolean isReadable() {
        return readable;
    }
}
