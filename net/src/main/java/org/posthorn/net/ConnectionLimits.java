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
    /// What a connection costs while it is idle, with its session, what a session may keep beside
    /// any budget, and its thread's stack.
    static final int CONNECTION_OCTETS = 12 * 1024;

    private static final int NETWORK_OCTETS = 8;

    private final int inAll;
    private final int perAddress;
    private final BufferAllowance buffers;
    private final Map<String, Integer> openByAddress = new HashMap<>();
    private int open;

    public ConnectionLimits(int inAll, int perAddress) {
        this(inAll, perAddress, BufferAllowance.UNLIMITED);
    }

    /// Limits that also count what connections keep in memory.
    ///
    /// @param buffers shared by all listeners of the process
    public ConnectionLimits(int inAll, int perAddress, BufferAllowance buffers) {
        if (inAll < 1 || perAddress < 1) {
            throw new IllegalArgumentException("a limit of connections is at least 1");
        }
        this.inAll = inAll;
        this.perAddress = perAddress;
        this.buffers = buffers;
    }

    /// Counts a connection unless that would be one too many.
    synchronized boolean enter(InetAddress address) {
        boolean counted = !address.isLoopbackAddress();
        if (open >= inAll
                || (counted && openByAddress.getOrDefault(key(address), 0) >= perAddress)
                || !buffers.admit(CONNECTION_OCTETS)) {
            return false;
        }
        if (counted) {
            openByAddress.merge(key(address), 1, Integer::sum);
        }
        open++;
        return true;
    }

    /// Counts the client of a connection that is counted in all already.
    synchronized boolean enterBehindProxy(InetAddress client) {
        if (client.isLoopbackAddress()) {
            return true;
        }
        if (openByAddress.getOrDefault(key(client), 0) >= perAddress) {
            return false;
        }
        openByAddress.merge(key(client), 1, Integer::sum);
        return true;
    }

    synchronized void leaveBehindProxy(InetAddress client) {
        forget(client);
    }

    BufferAllowance buffers() {
        return buffers;
    }

    synchronized void leave(InetAddress address) {
        open--;
        buffers.give(CONNECTION_OCTETS);
        forget(address);
    }

    private void forget(InetAddress address) {
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
