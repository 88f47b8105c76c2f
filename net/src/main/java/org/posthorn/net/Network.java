package org.posthorn.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// Addresses that begin alike, such as `192.0.2.0/24` or `2001:db8::/32`, or a single one.
///
/// @param address whose first bits all of them have
/// @param bits how many of them
public record Network(InetAddress address, int bits) {
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    public Network {
        if (bits < 0 || bits > Byte.SIZE * address.getAddress().length) {
            throw new IllegalArgumentException("not a length of a prefix: " + bits);
        }
    }

    /// From `address/bits`, or an address alone.
    ///
    /// @throws IllegalArgumentException if it is none; names are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new Network(address, Byte.SIZE * address.getAddress().length);
        }
        String bits = text.substring(slash + 1);
        if (!BITS.matcher(bits).matches()) {
            throw new IllegalArgumentException("not a length of a prefix: " + bits);
        }
        return new Network(address, Integer.parseInt(bits));
    }

    /// An IP address as it is written, of either kind.
    ///
    /// @throws IllegalArgumentException if it is none
    static InetAddress literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not an IP address: " + text);
        }
        return InetAddress.ofLiteral(text);
    }

    /// Whether the address is one of them.
    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] octets = other.getAddress();
        if (own.length != octets.length) {
            return false;
        }
        for (int i = 0; i < bits; i += Byte.SIZE) {
            int mask = bits - i >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (bits - i)) & 0xFF;
            if (((own[i / Byte.SIZE] ^ octets[i / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /// As it can be parsed.
    @Override
    public String toString() {
        String text = address.getHostAddress();
        boolean whole = bits == Byte.SIZE * (address instanceof Inet6Address ? 16 : 4);
        return whole ? text : text + "/" + bits;
    }
}
