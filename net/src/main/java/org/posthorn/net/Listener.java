package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Accepts connections on one port and gives each a virtual thread that speaks its protocol.
public final class Listener implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 1024;
    private static final Duration AFTER_FORCE = Duration.ofSeconds(2);
    private static final Duration WARNING_PAUSE = Duration.ofMinutes(1);
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    /// Begins with the seconds of the clock, so that ids of two runs of the server differ unless
    /// one of them accepted thousands of connections a second all the time.
    private static final AtomicLong IDS = new AtomicLong((System.currentTimeMillis() / 1000) << 12);

    private final ListenerSettings settings;
    private final ConnectionHandler handler;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread acceptor;
    private final Thread watchdog;
    private int open;
    private volatile boolean stopping;

    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /// In nanoseconds; two threads that warn at the same time do no harm.
    private volatile long lastWarning;

    private Listener(ListenerSettings settings, ConnectionHandler handler) throws IOException {
        this.settings = settings;
        this.handler = handler;
        server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(settings.address(), BACKLOG);
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        acceptor =
                Thread.ofPlatform()
                        .daemon()
                        .name(settings.name() + "-accept")
                        .unstarted(this::acceptAll);
        watchdog = Thread.ofVirtual().name(settings.name() + "-watchdog").unstarted(this::watch);
    }

    /// Binds the port and begins to accept.
    ///
    /// @throws java.net.BindException when the port is in use or not ours to take
    public static Listener open(ListenerSettings settings, ConnectionHandler handler)
            throws IOException {
        Listener listener = new Listener(settings, handler);
        listener.acceptor.start();
        listener.watchdog.start();
        return listener;
    }

    public String name() {
        return settings.name();
    }

    /// The port that it listens on; the real one where 0 was asked for.
    public int port() {
        return server.getLocalPort();
    }

    /// How many connections are open.
    public int connectionCount() {
        return connections.size();
    }

    /// How many connections were served since the start.
    long acceptedCount() {
        return accepted.sum();
    }

    /// How many connections were sent away since the start.
    long refusedCount() {
        return refused.sum();
    }

    /// Whether it takes new connections: until it is told to stop, unless a failure ended it.
    public boolean isAccepting() {
        return acceptor.isAlive() && !server.isClosed();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                pauseAfter(e);
            }
        }
    }

    /// Too many open files, most likely: trying again at once would only burn the processor.
    private void pauseAfter(IOException e) {
        if (server.isClosed()) {
            return;
        }
        LOG.log(Level.WARNING, () -> name() + ": cannot accept a connection: " + e.getMessage());
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket socket) {
        if (stopping || !settings.limits().enter(counted(socket))) {
            warnOfRefusal(socket.getInetAddress());
            Thread.ofVirtual().start(() -> refuse(socket));
            return;
        }
        lock.lock();
        try {
            open++;
            accepted.increment();
        } finally {
            lock.unlock();
        }
        String id = Long.toString(IDS.incrementAndGet(), Character.MAX_RADIX);
        Thread.ofVirtual().name(name() + "-" + id).start(() -> serve(id, socket));
    }

    /// A proxy is not counted for itself: whom it speaks for is, as soon as it has said so.
    private InetAddress counted(Socket socket) {
        InetAddress peer = socket.getInetAddress();
        return settings.isProxy(peer) ? InetAddress.getLoopbackAddress() : peer;
    }

    /// Once a minute, because a flood of connections must not become one of log lines.
    private void warnOfRefusal(InetAddress client) {
        long now = System.nanoTime();
        if (!stopping && (refused.sum() == 0 || now - lastWarning > WARNING_PAUSE.toNanos())) {
            lastWarning = now;
            LOG.log(Level.WARNING, () -> name() + ": too many connections, refused " + client);
        }
        refused.increment();
    }

    /// A TLS peer could not read the line, and a handshake is what we can afford least now.
    private void refuse(Socket socket) {
        try (socket) {
            String line = handler.refusal();
            if (!line.isEmpty() && !(settings.tls() instanceof Tls.Implicit)) {
                OutputStream out = socket.getOutputStream();
                out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
            }
        } catch (IOException _) {
            // It is gone already.
        }
    }

    private void serve(String id, Socket socket) {
        InetAddress counted = counted(socket);
        try (socket) {
            socket.setTcpNoDelay(true);
            Connection connection = new Connection(id, settings, socket, () -> stopping);
            if (settings.isProxy(socket.getInetAddress())) {
                serveBehindProxy(connection, socket);
            } else {
                serve(connection);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> name() + " " + id + ": " + e);
        } finally {
            settings.limits().leave(counted);
            lock.lock();
            try {
                open--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void serveBehindProxy(Connection connection, Socket socket) throws IOException {
        connections.add(connection);
        try {
            connection.readProxyHeader();
        } catch (ProxyException e) {
            LOG.log(
                    Level.INFO,
                    () ->
                            "%s %s: proxy %s: %s"
                                    .formatted(
                                            name(),
                                            connection.id(),
                                            socket.getInetAddress().getHostAddress(),
                                            e.getMessage()));
            return;
        } finally {
            connections.remove(connection);
        }
        InetAddress client = connection.remoteAddress().getAddress();
        if (!settings.limits().enterBehindProxy(client)) {
            warnOfRefusal(client);
            refuse(socket);
            return;
        }
        try {
            LOG.log(
                    Level.DEBUG,
                    () -> name() + " " + connection.id() + ": by " + socket.getInetAddress());
            serve(connection);
        } finally {
            settings.limits().leaveBehindProxy(client);
        }
    }

    private void serve(Connection connection) {
        connections.add(connection);
        try {
            LOG.log(
                    Level.DEBUG,
                    () ->
                            "%s %s: begins with %s"
                                    .formatted(
                                            name(), connection.id(), connection.remoteAddress()));
            connection.secureAtOnce();
            handler.serve(connection);
        } catch (EOFException _) {
            // Most peers leave without a word.
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> name() + " " + connection.id() + ": " + e);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, name() + " " + connection.id() + ": session failed", bug);
        } finally {
            connection.finish();
            LOG.log(Level.DEBUG, () -> name() + " " + connection.id() + ": has ended");
            connections.remove(connection);
        }
    }

    /// Ends connections whose peer does not read what we write.
    private void watch() {
        long pauseMillis = Math.clamp(settings.timeouts().write().toMillis() / 4, 5, 1000);
        try {
            while (true) {
                Thread.sleep(pauseMillis);
                long now = System.nanoTime();
                for (Connection connection : connections) {
                    if (connection.isStuck(now)) {
                        LOG.log(
                                Level.INFO,
                                () -> name() + " " + connection.id() + ": does not read");
                        connection.close();
                    }
                }
            }
        } catch (InterruptedException _) {
            // The listener is closed.
        }
    }

    /// Frees the port; open connections go on.
    public void stopAccepting() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> name() + ": cannot close the port: " + e.getMessage());
        }
    }

    /// Stops accepting, lets idle sessions say goodbye and those at work finish, and ends after the
    /// grace what has not ended by itself.
    public void close(Duration grace) {
        stopAccepting();
        stopping = true;
        connections.forEach(Connection::wake);
        if (!awaitNone(grace)) {
            connections.forEach(Connection::close);
            awaitNone(AFTER_FORCE);
        }
        watchdog.interrupt();
    }

    private boolean awaitNone(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (open > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Closes without grace.
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
