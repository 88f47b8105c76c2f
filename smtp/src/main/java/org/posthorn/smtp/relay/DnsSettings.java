package org.posthorn.smtp.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// How hosts are found.
///
/// @param servers to ask, in this order; empty for those of the system
/// @param timeout of one question to one server; default 5 seconds
/// @param tries for each server; default 2
/// @param cacheEntries names that are remembered, found or not; default 20,000
/// @param ipv6 whether IPv6 addresses are of use; default yes
/// @param localAddresses whether addresses that only mean something on this machine are of use,
///   such as 127.0.0.1; default no, as anybody may let a domain point there
/// @param ownNames of this server, as MX records may have them
/// @param ownAddresses at which this server takes mail
public record DnsSettings(
        List<InetSocketAddress> servers,
        Duration timeout,
        int tries,
        int cacheEntries,
        boolean ipv6,
        boolean localAddresses,
        Set<String> ownNames,
        Set<InetAddress> ownAddresses) {

    public DnsSettings {
        require(timeout.isPositive(), "a timeout: " + timeout);
        require(tries >= 1, "a number of tries: " + tries);
        require(cacheEntries >= 1, "a number of entries: " + cacheEntries);
        servers = List.copyOf(servers);
        ownNames =
                ownNames.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        ownAddresses = Set.copyOf(ownAddresses);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not " + what);
        }
    }

    /// The defaults.
    public static DnsSettings of(Set<String> ownNames, Set<InetAddress> ownAddresses) {
        return new DnsSettings(
                List.of(), Duration.ofSeconds(5), 2, 20_000, true, false, ownNames, ownAddresses);
    }

    /// The same with other servers.
    public DnsSettings withServers(List<InetSocketAddress> others) {
        return new DnsSettings(
                others, timeout, tries, cacheEntries, ipv6, localAddresses, ownNames, ownAddresses);
    }

    /// The same with other patience.
    public DnsSettings withTimeout(Duration other, int otherTries) {
        return new DnsSettings(
                servers,
                other,
                otherTries,
                cacheEntries,
                ipv6,
                localAddresses,
                ownNames,
                ownAddresses);
    }

    /// The same with other addresses of use.
    public DnsSettings withUse(boolean ofIpv6, boolean ofLocalAddresses) {
        return new DnsSettings(
                servers,
                timeout,
                tries,
                cacheEntries,
                ofIpv6,
                ofLocalAddresses,
                ownNames,
                ownAddresses);
    }
}
