package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One peer's connection, served by one virtual thread.
///
/// Its input and output may be used by two threads at once, each by one.
public final class Connection {
    /// How long a closed connection waits for the peer to have read our last words: a socket closed
    /// over unread input sends a reset, which would make the peer throw them away.
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final int LINGER_OCTETS = 1 << 20;
    private static final int LINGER_BUFFER = 1024;

    private static final long NO_DEADLINE = Long.MAX_VALUE;

    /// What TLS adds to an idle connection.
    static final int TLS_OCTETS = 10 * 1024;

    /// Whether the thread waits for the peer's next command; only then may stopping wake it.
    private enum Phase {
        AT_WORK,
        IDLE,
        WOKEN
    }

    private final String id;
    private final ListenerSettings listener;
    private final Socket socket;
    private final PlainWire plain;
    private final Stopping stopping;
    private final ConnectionBuffers buffers;
    private final ConnectionInput input;
    private final ConnectionOutput output;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.AT_WORK);
    private volatile Wire wire;
    private volatile long readTimeoutMillis;
    private final long acceptedAt = System.nanoTime();

    /// In nanoseconds behind `acceptedAt`.
    private volatile long deadline = NO_DEADLINE;

    private volatile @Nullable Thread pausing;

    private volatile @Nullable InetSocketAddress source;
    private volatile @Nullable InetSocketAddress destination;

    /// Tells whether the listener stops.
    @FunctionalInterface
    interface Stopping {
        boolean get();
    }

    Connection(String id, ListenerSettings listener, Socket socket, Stopping stopping)
            throws IOException {
        this.id = id;
        this.listener = listener;
        this.socket = socket;
        this.stopping = stopping;
        this.buffers = new ConnectionBuffers(listener.limits().buffers());
        this.input = new ConnectionInput(this, buffers);
        this.output = new ConnectionOutput(this, buffers);
        this.plain = new PlainWire(socket);
        this.wire = plain;
        this.readTimeoutMillis = listener.timeouts().read().toMillis();
    }

    /// Differs from that of every other connection of this process; for logs.
    public String id() {
        return id;
    }

    public String listenerName() {
        return listener.name();
    }

    /// Whose connection it is: who has made it, or for whom a proxy has.
    public InetSocketAddress remoteAddress() {
        InetSocketAddress said = source;
        return said == null ? (InetSocketAddress) socket.getRemoteSocketAddress() : said;
    }

    /// Where it was made to.
    public InetSocketAddress localAddress() {
        InetSocketAddress said = destination;
        return said == null ? (InetSocketAddress) socket.getLocalSocketAddress() : said;
    }

    /// Whose connection it is from now on, by the word of a peer that may say so.
    public void speaksFor(InetSocketAddress client) {
        source = client;
    }

    /// Reads for whom a proxy speaks, ahead of everything else.
    ///
    /// @throws IOException when it does not say so, in time
    void readProxyHeader() throws IOException {
        beginIdle();
        try {
            ProxyHeader.read(plain, System.nanoTime() + listener.timeouts().handshake().toNanos())
                    .ifPresent(header -> {
                        source = header.source();
                        destination = header.destination();
                    });
        } finally {
            endIdle();
        }
    }

    public boolean isSecure() {
        return wire instanceof TlsWire;
    }

    /// The TLS session, when there is one.
    public Optional<SSLSession> tlsSession() {
        return wire instanceof TlsWire tls ? Optional.of(tls.session()) : Optional.empty();
    }

    /// What both ends of the TLS session know and no other session has, for logins that are bound
    /// to it; nothing where the session is not of the kind that has it (RFC 9266).
    public Optional<byte[]> tlsExporter() {
        return wire instanceof TlsWire tls ? tls.exporter() : Optional.empty();
    }

    /// What protects it, as the log says it: TLS' version and cipher suite, or `none`.
    public String protection() {
        return tlsSession()
                .map(session -> session.getProtocol() + " " + session.getCipherSuite())
                .orElse("none");
    }

    /// Whether [#startTls()] may be called now.
    public boolean canStartTls() {
        return listener.tls() instanceof Tls.Upgrade && !isSecure();
    }

    /// Flushes the output and makes the TLS handshake.
    ///
    /// @throws IllegalStateException when TLS is not to be had or already there
    /// @throws PlaintextInjectionException when input was buffered before the handshake
    public void startTls() throws IOException {
        if (!(listener.tls() instanceof Tls.Upgrade(SSLContext context)) || isSecure()) {
            throw new IllegalStateException("this connection cannot start TLS");
        }
        if (input.hasBuffered()) {
            throw new PlaintextInjectionException(input.buffered());
        }
        output.flush();
        secure(context);
    }

    /// The handshake of a listener that is encrypted from the first octet.
    void secureAtOnce() throws IOException {
        if (listener.tls() instanceof Tls.Implicit(SSLContext context)) {
            secure(context);
        }
    }

    private void secure(SSLContext context) throws IOException {
        if (!buffers.take(TLS_OCTETS)) {
            throw new ServerBusyException("all connections together keep too much in memory");
        }
        TlsWire tls = new TlsWire(plain, context, buffers);
        beginIdle();
        try {
            tls.handshake(
                    earlierOfDeadline(
                            System.nanoTime() + listener.timeouts().handshake().toNanos()));
        } catch (SocketTimeoutException e) {
            // Nothing can be said to this peer any more, so it must not look like an idle session.
            throw new SSLHandshakeException("not finished in time", e);
        } finally {
            endIdle();
        }
        wire = tls;
    }

    /// How long the peer may be silent from now on.
    public void setReadTimeout(Duration timeout) {
        readTimeoutMillis = timeout.toMillis();
    }

    /// Until [#clearDeadline()], nothing is read any more once the connection is that old, however
    /// busy its peer is; TLS handshakes count. Replaces an earlier deadline.
    public void setDeadlineSinceAccepted(Duration age) {
        deadline = age.toNanos();
    }

    /// Until [#clearDeadline()], nothing is read any more when that time is over.
    public void setDeadlineFromNow(Duration time) {
        deadline = System.nanoTime() - acceptedAt + time.toNanos();
    }

    public void clearDeadline() {
        deadline = NO_DEADLINE;
    }

    /// That value of [System#nanoTime()], or the deadline, whichever comes first.
    long earlierOfDeadline(long nanoTime) {
        long own = deadline;
        return nanoTime - acceptedAt <= own ? nanoTime : acceptedAt + own;
    }

    /// Lets time pass, as a session that has nothing to do: holding nothing, and ending when the
    /// server stops. That the peer has left is not noticed.
    ///
    /// @throws ServerStoppingException when the server stops; output still works
    public void pause(Duration duration) throws IOException {
        output.flush();
        long end = System.nanoTime() + duration.toNanos();
        beginIdle();
        pausing = Thread.currentThread();
        try {
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (socket.isClosed()) {
                    throw new EOFException("the connection was closed during a pause");
                }
                if (phase.get() == Phase.WOKEN) {
                    return;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            pausing = null;
            endIdle();
        }
    }

    /// The peer has logged in, or is one of ours: its buffers are granted longer than those of
    /// strangers.
    public void setKnown() {
        buffers.setKnown();
    }

    public ConnectionInput input() {
        return input;
    }

    public ConnectionOutput output() {
        return output;
    }

    /// Ends a long piece of work when the server stops, which does not interrupt one at work.
    public void endIfStopping() throws ServerStoppingException {
        if (stopping.get()) {
            throw new ServerStoppingException();
        }
    }

    /// Ends the connection at once, from any thread; what is buffered is lost. A session that is
    /// done returns from its handler instead.
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is left to be done with it.
        }
        LockSupport.unpark(pausing);
    }

    /// Sends the last words and waits a moment for the peer to read them.
    void finish() {
        try {
            output.flush();
            wire.finish();
            drain();
        } catch (IOException _) {
            // The peer did not wait for it.
        } finally {
            close();
            buffers.close();
        }
    }

    private void drain() throws IOException {
        long deadline = System.nanoTime() + LINGER.toNanos();
        byte[] block = new byte[LINGER_BUFFER];
        int left = LINGER_OCTETS;
        int count = 0;
        while (left > 0 && count >= 0) {
            count = plain.read(block, 0, block.length, deadline);
            left -= count;
        }
    }

    Wire wire() {
        return wire;
    }

    long readTimeoutMillis() {
        return readTimeoutMillis;
    }

    void beginIdle() throws ServerStoppingException {
        phase.set(Phase.IDLE);
        if (stopping.get()) {
            phase.set(Phase.AT_WORK);
            throw new ServerStoppingException();
        }
    }

    void endIdle() throws ServerStoppingException {
        if (phase.getAndSet(Phase.AT_WORK) == Phase.WOKEN) {
            throw new ServerStoppingException();
        }
    }

    /// Makes an idle session say goodbye; one at work finds out when it is done.
    void wake() {
        if (phase.compareAndSet(Phase.IDLE, Phase.WOKEN)) {
            LockSupport.unpark(pausing);
            try {
                socket.shutdownInput();
            } catch (IOException _) {
                close();
            }
        }
    }

    /// Whether the peer has not taken a block for longer than it may.
    boolean isStuck(long now) {
        long since = plain.writingSince();
        return since != 0 && now - since > listener.timeouts().write().toNanos();
    }
}
