package org.posthorn.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.net.BufferAllowance;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.Timeouts;
import org.posthorn.net.Tls;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.config.Endpoint;

/// All listeners but the admin API's.
final class Listeners implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private record Open(InetAddress address, Tls tls, Listener listener) {}

    private final Duration grace;
    private final BufferAllowance buffers;
    private final List<Open> all = new ArrayList<>();

    /// @param grace what sessions at work have to finish when the server stops
    Listeners(Duration grace, BufferAllowance buffers) {
        this.grace = grace;
        this.buffers = buffers;
    }

    /// Listens, if that is enabled, on each of its addresses. Where there are several, one must be
    /// free.
    void open(Endpoint endpoint, Tls tls, ConnectionHandler protocol) throws StartException {
        if (!endpoint.enabled()) {
            return;
        }
        var limits =
                new ConnectionLimits(
                        endpoint.maxConnections(), endpoint.maxConnectionsPerAddress(), buffers);
        List<StartException> taken = new ArrayList<>();
        List<InetAddress> addresses = endpoint.address().addresses();
        for (InetAddress address : addresses) {
            var at = new InetSocketAddress(address, endpoint.port());
            try {
                all.add(
                        new Open(
                                address,
                                tls,
                                Listener.open(settings(endpoint, at, tls, limits), protocol)));
            } catch (IOException e) {
                taken.add(cannotListen("listeners." + endpoint.name(), at, e));
            }
        }
        if (taken.size() == addresses.size()) {
            throw taken.getFirst();
        }
        taken.forEach(
                each -> LOG.log(isInUse(each) ? Level.WARNING : Level.DEBUG, each.getMessage()));
    }

    private static ListenerSettings settings(
            Endpoint endpoint, InetSocketAddress at, Tls tls, ConnectionLimits limits) {
        return new ListenerSettings(
                endpoint.name(), at, tls, limits, Timeouts.DEFAULT, endpoint.proxies());
    }

    /// Else the machine has no such address, as where IPv6 is off.
    private static boolean isInUse(StartException taken) {
        return taken.getCause() instanceof IOException e && isInUse(e);
    }

    private static boolean isInUse(IOException e) {
        return e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
    }

    /// The sentence for a port that cannot be had.
    ///
    /// @param key the settings' section
    static StartException cannotListen(String key, InetSocketAddress address, IOException e) {
        String what = "%s port %d (%s.port)".formatted(shown(address), address.getPort(), key);
        String message = String.valueOf(e.getMessage());
        if (isInUse(e)) {
            return new StartException(
                    "Another program already listens on %s; stop it, change the setting, or start with --port-offset N."
                            .formatted(what),
                    e);
        }
        if (message.contains("Permission denied")) {
            return new StartException(
                    "User %s may not listen on %s; use a port above 1023, or see \"Usual ports\" in docs/operations.md."
                            .formatted(System.getProperty("user.name"), what),
                    e);
        }
        return new StartException("Cannot listen on %s: %s.".formatted(what, message), e);
    }

    List<Listener> all() {
        return all.stream().map(Open::listener).toList();
    }

    List<ListenerStatus> status() {
        return all.stream()
                .map(open ->
                        new ListenerStatus(
                                open.listener.name(),
                                shown(open.address),
                                open.listener.port(),
                                tls(open.tls),
                                open.listener.isAccepting(),
                                open.listener.connectionCount()))
                .toList();
    }

    private static String shown(InetSocketAddress address) {
        return shown(address.getAddress());
    }

    private static String shown(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "*";
        }
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        return address.isLoopbackAddress() ? "[::1]" : "[" + address.getHostAddress() + "]";
    }

    private static String tls(Tls tls) {
        return switch (tls) {
            case Tls.None() -> "none";
            case Tls.Upgrade _ -> "starttls";
            case Tls.Implicit _ -> "implicit";
        };
    }

    /// Frees all ports first, then lets all sessions finish, side by side.
    @Override
    public void close() {
        all.forEach(open -> open.listener.stopAccepting());
        List<Thread> closing =
                all.stream()
                        .map(open -> Thread.ofVirtual().start(() -> open.listener.close(grace)))
                        .toList();
        for (Thread each : closing) {
            try {
                each.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
