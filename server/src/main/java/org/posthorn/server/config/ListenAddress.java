package org.posthorn.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Where a listener listens on this machine: one address, all of them (`*`), or both of
/// `localhost`.
///
/// @param text as it stands in the configuration
/// @param addresses where one is enough: `localhost` is served when the IPv4 or the IPv6 one is
///   free
public record ListenAddress(String text, List<InetAddress> addresses) {
    static final ListenAddress ALL =
            new ListenAddress("*", List.of(new InetSocketAddress(0).getAddress()));
    static final ListenAddress LOCALHOST =
            new ListenAddress(
                    "localhost",
                    List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));

    public ListenAddress {
        addresses = List.copyOf(addresses);
    }

    /// @throws IllegalArgumentException when it is none
    static ListenAddress parse(String text) {
        return switch (text) {
            case "*" -> ALL;
            case "localhost" -> LOCALHOST;
            default -> new ListenAddress(text, List.of(InetAddress.ofLiteral(text)));
        };
    }
}
