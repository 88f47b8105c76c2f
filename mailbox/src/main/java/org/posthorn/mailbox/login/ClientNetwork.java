package org.posthorn.mailbox.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    /// From an address, or what [#text()] says.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static ClientNetwork parse(String text) {
        String whole = text.indexOf(':') < 0 ? "/32" : "/64";
        return of(
                InetAddress.ofLiteral(
                        text.endsWith(whole)
                                ? text.substring(0, text.length() - whole.length())
                                : text));
    }

    /// Such as `192.0.2.7` or `2001:db8:0:1:0:0:0:0/64`.
    public String text() {
        byte[] octets = HexFormat.of().parseHex(prefix);
        boolean ipv6 = octets.length == IPV6_OCTETS;
        try {
            InetAddress address =
                    InetAddress.getByAddress(
                            ipv6 ? Arrays.copyOf(octets, 2 * IPV6_OCTETS) : octets);
            return address.getHostAddress() + (ipv6 ? "/64" : "");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not the octets of an address: " + prefix, e);
        }
    }
}
