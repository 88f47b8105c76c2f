package org.posthorn.mailbox.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a client is: its IPv4 address, or the /64 of its IPv6 address, because that is what one
/// customer gets.
///
/// @param prefix its octets in hexadecimal
/// @param loopback whether it is this machine, which speaks for whoever uses its webmail
public record ClientNetwork(String prefix, boolean loopback) {
    private static final int IPV6_OCTETS = 8;

    public static ClientNetwork of(InetAddress address) {
        byte[] octets = address.getAddress();
        return new ClientNetwork(
                HexFormat.of()
                        .formatHex(
                                address instanceof Inet6Address
                                        ? Arrays.copyOf(octets, IPV6_OCTETS)
                                        : octets),
                address.isLoopbackAddress());
    }
}
