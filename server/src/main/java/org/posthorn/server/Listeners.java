package org.posthorn.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.net.ConnectionHandler;
import org.posthorn.net.ConnectionLimits;
import org.posthorn.net.Listener;
import org.posthorn.net.ListenerSettings;
import org.posthorn.net.Tls;
import org.posthorn.server.admin.ListenerStatus;
import org.posthorn.server.config.Endpoint;

/// All listeners but the admin API's.
final class Listeners implements AutoCloseable {
    private record Open(Endpoint endpoint, Tls tls, Listener listener) {}

    private final Duration grace;
    private final List<Open> all = new ArrayList<>();

    /// @param grace what sessions at work have to finish when the server stops
    Listeners(Duration grace) {
        this.grace = grace;
    }

    /// Listens, if that is enabled.
    void open(Endpoint endpoint, Tls tls, ConnectionHandler protocol) throws StartException {
        if (!endpoint.enabled()) {
            return;
        }
        ListenerSettings settings =
                new ListenerSettings(
                        endpoint.name(),
                        new InetSocketAddress(endpoint.address(), endpoint.port()),
                        tls,
                        new ConnectionLimits(
                                endpoint.maxConnections(), endpoint.maxConnectionsPerAddress()));
        try {
            all.add(new Open(endpoint, tls, Listener.open(settings, protocol)));
        } catch (IOException e) {
            throw cannotListen("listeners." + endpoint.name(), settings.address(), e);
        }
    }

    /// The sentence for a port that cannot be had.
    ///
    /// @param key the settings' section
    static StartException cannotListen(String key, InetSocketAddress address, IOException e) {
        String what = "%s port %d (%s.port)".formatted(shown(address), address.getPort(), key);
        String message = String.valueOf(e.getMessage());
        if (e instanceof BindException && message.contains("in use")) {
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

    List<ListenerStatus> status() {
        return all.stream()
                .map(open ->
                        new ListenerStatus(
                                open.endpoint.name(),
                                shown(open.endpoint.address()),
                                open.listener.port(),
                                tls(open.tls),
                                open.listener.connectionCount()))
                .toList();
    }

    private static String shown(InetSocketAddress address) {
        return shown(address.getAddress());
    }

    private static String shown(InetAddress address) {
        return address.isAnyLocalAddress() ? "*" : address.getHostAddress();
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
