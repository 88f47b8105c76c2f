package org.posthorn.smtp.relay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// Addresses in place of a domain, `[192.0.2.1]` and `[IPv6:2001:db8::1]` (RFC 5321 section 4.1.3).
final class AddressLiterals {
    private static final String IPV6 = "IPv6:";
    private static final int MAX_LENGTH = 60;

    private AddressLiterals() {}

    /// @param literal with its brackets
    static Optional<InetAddress> parse(String literal) {
        if (literal.length() > MAX_LENGTH || !literal.startsWith("[") || !literal.endsWith("]")) {
            return Optional.empty();
        }
        String inside = literal.substring(1, literal.length() - 1);
        try {
            if (inside.regionMatches(true, 0, IPV6, 0, IPV6.length())) {
                String address = inside.substring(IPV6.length());
                // A zone would mean something on this machine only.
                return address.indexOf('%') < 0
                        ? Optional.of(Inet6Address.ofLiteral(address))
                        : Optional.empty();
            }
            // The JDK takes one number for four, too.
            return inside.chars().filter(c -> c == '.').count() == 3
                    ? Optional.of(Inet4Address.ofLiteral(inside))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
