package org.posthorn.server.config;

import java.util.List;
import org.posthorn.net.Network;

/// Where a listener listens, if it does.
///
/// @param port 0 for any free one
/// @param proxies who must say for whom it speaks
public record Endpoint(
        String name,
        boolean enabled,
        ListenAddress address,
        int port,
        int maxConnections,
        int maxConnectionsPerAddress,
        List<Network> proxies) {

    static Endpoint from(Values values, ListenerSection section, int portOffset)
            throws ConfigurationException {
        return new Endpoint(
                section.name(),
                values.get(section.enabled()),
                values.get(section.address()),
                ListenerSection.shifted(values, section.port(), portOffset),
                values.get(section.maxConnections()),
                values.get(section.maxConnectionsPerAddress()),
                values.get(ListenerSection.PROXIES));
    }
}
