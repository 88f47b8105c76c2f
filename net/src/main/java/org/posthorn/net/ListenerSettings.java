package org.posthorn.net;

import java.net.InetSocketAddress;

/// What a listener is asked to be.
///
/// @param name for logs and thread names, such as `submission`
/// @param address where it listens; port 0 takes any free one
/// @param limits may be shared by several listeners
public record ListenerSettings(
        String name,
        InetSocketAddress address,
        Tls tls,
        ConnectionLimits limits,
        Timeouts timeouts) {

    /// With the default timeouts.
    public ListenerSettings(
            String name, InetSocketAddress address, Tls tls, ConnectionLimits limits) {
        this(name, address, tls, limits, Timeouts.DEFAULT);
    }
}
