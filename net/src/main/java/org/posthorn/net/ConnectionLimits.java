package org.posthorn.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// How many connections may be open at once, in all and from one address.
///
/// An IPv6 address counts as its /64, because that is what one customer gets. Loopback addresses
/// have no limit of their own: what speaks to us from this machine is the operator's.
public final class ConnectionLimits {
    private static final int NETWORK_OCTETS = 8;

    private final int inAll;
    private final int perAddress;
    private final Map<String, Integer> openByAddress = new HashMap<>();
    private int open;

    public ConnectionLimits(int inAll, int perAddress) {
        if (inAll < 1 || perAddress < 1) {
            throw new IllegalArgumentException("a limit of connections is at least 1");
        }
        this.inAll = inAll;
        this.perAddress = perAddress;
    }

    /// Counts a connection unless that would be one too many.
    synchronized boolean enter(InetAddress address) {
        if (open >= inAll) {
            return false;
        }
        if (!address.isLoopbackAddress()) {
            int before = openByAddress.getOrDefault(key(address), 0);
            if (before >= perAddress) {
                return false;
            }
            openByAddress.put(key(address), before + 1);
        }
        open++;
        return true;
    }

    synchronized void leave(InetAddress address) {
        open--;
        if (!address.isLoopbackAddress()) {
            openByAddress.computeIfPresent(key(address), (_, n) -> n == 1 ? null : n - 1);
        }
    }

    private static String key(InetAddress address) {
        byte[] octets = address.getAddress();
        return HexFormat.of()
                .formatHex(
                        address instanceof Inet6Address
                                ? Arrays.copyOf(octets, NETWORK_OCTETS)
                                : octets);
    }
}
