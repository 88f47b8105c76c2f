package org.posthorn.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// What a listener is asked to be.
///
/// @param name for logs and thread names, such as `submission`
/// @param address where it listens; port 0 takes any free one
/// @param limits may be shared by several listeners
/// @param proxies peers that say, before anything else, for whom they speak; nobody else is asked
public record ListenerSettings(
        String name,
        InetSocketAddress address,
        Tls tls,
        ConnectionLimits limits,
        Timeouts timeouts,
        List<Network> proxies) {

    public ListenerSettings {
        proxies = List.copyOf(proxies);
    }

    /// Without proxies.
    public ListenerSettings(
            String name,
            InetSocketAddress address,
            Tls tls,
            ConnectionLimits limits,
            Timeouts timeouts) {
        this(name, address, tls, limits, timeouts, List.of());
    }

    /// With the default timeouts.
    public ListenerSettings(
            String name, InetSocketAddress address, Tls tls, ConnectionLimits limits) {
        this(name, address, tls, limits, Timeouts.DEFAULT);
    }

    boolean isProxy(InetAddress peer) {
        return proxies.stream().anyMatch(network -> network.contains(peer));
    }
}
