package org.posthorn.server.config;

/// Where a listener listens, if it does.
///
/// @param port 0 for any free one
public record Endpoint(
        String name,
        boolean enabled,
        ListenAddress address,
        int port,
        int maxConnections,
        int maxConnectionsPerAddress) {

    static Endpoint from(Values values, ListenerSection section, int portOffset)
            throws ConfigurationException {
        return new Endpoint(
                section.name(),
                values.get(section.enabled()),
                values.get(section.address()),
                ListenerSection.shifted(values, section.port(), portOffset),
                values.get(section.maxConnections()),
                values.get(section.maxConnectionsPerAddress()));
    }
}
