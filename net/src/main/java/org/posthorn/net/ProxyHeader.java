package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// What a proxy says ahead of everything else about whose connection it passes on: the PROXY
/// protocol of HAProxy, versions 1 and 2 (`doc/proxy-protocol.txt` there). Exactly it is read, so
/// that what follows, TLS too, is read by whom it is for.
///
/// @param source who is behind the proxy
/// @param destination where it has connected to
record ProxyHeader(InetSocketAddress source, InetSocketAddress destination) {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final int MAX_V1_OCTETS = 107;
    private static final int FIXED_OCTETS = 16;

    /// The largest that may be announced, less what a proxy could say of its TLS: no more than that
    /// is read on behalf of anybody.
    private static final int MAX_V2_OCTETS = 4096;

    private static final String PORT = "(0|[1-9][0-9]{0,4})";
    private static final Pattern V1 =
            Pattern.compile("PROXY (TCP4|TCP6) ([^ ]+) ([^ ]+) " + PORT + " " + PORT);

    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final int CHECKSUM = 0x03;
    private static final int TLV_OCTETS = 3;

    /// Reads a header.
    ///
    /// @param deadline a value of [System#nanoTime()]
    /// @return nothing when the proxy speaks for itself
    /// @throws ProxyException when it is none
    static Optional<ProxyHeader> read(Wire wire, long deadline) throws IOException {
        byte[] start = new byte[SIGNATURE.length];
        readFully(wire, start, 0, start.length, deadline);
        if (Arrays.equals(start, SIGNATURE)) {
            return readV2(wire, deadline);
        }
        if (!new String(start, StandardCharsets.ISO_8859_1).startsWith("PROXY ")) {
            throw new ProxyException("no PROXY header");
        }
        return parseV1(readLine(wire, start, deadline));
    }

    private static void readFully(Wire wire, byte[] octets, int from, int to, long deadline)
            throws IOException {
        int at = from;
        while (at < to) {
            int count = wire.read(octets, at, to - at, deadline);
            if (count < 0) {
                throw new EOFException("the proxy left during its header");
            }
            at += count;
        }
    }

    /// Octet by octet, for nothing that follows may be read.
    private static String readLine(Wire wire, byte[] start, long deadline) throws IOException {
        byte[] line = Arrays.copyOf(start, MAX_V1_OCTETS);
        int length = start.length;
        while (line[length - 1] != '\n') {
            if (length == MAX_V1_OCTETS) {
                throw new ProxyException("the PROXY header is too long");
            }
            readFully(wire, line, length, length + 1, deadline);
            length++;
        }
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r\n")) {
            throw new ProxyException("the PROXY header does not end in CRLF");
        }
        return text.substring(0, length - 2);
    }

    /// ```
    /// "PROXY" SP ( "TCP4" / "TCP6" ) SP source SP destination SP port SP port CRLF
    /// "PROXY" SP "UNKNOWN" *anything CRLF
    /// ```
    static Optional<ProxyHeader> parseV1(String line) throws ProxyException {
        if (line.equals("PROXY UNKNOWN") || line.startsWith("PROXY UNKNOWN ")) {
            return Optional.empty();
        }
        Matcher matcher = V1.matcher(line);
        if (!matcher.matches()) {
            throw new ProxyException("the PROXY header is malformed");
        }
        boolean ipv4 = matcher.group(1).equals("TCP4");
        return Optional.of(
                new ProxyHeader(
                        new InetSocketAddress(
                                address(matcher.group(2), ipv4), port(matcher.group(4))),
                        new InetSocketAddress(
                                address(matcher.group(3), ipv4), port(matcher.group(5)))));
    }

    private static InetAddress address(String text, boolean ipv4) throws ProxyException {
        if (ipv4 ? !IPV4.matcher(text).matches() : text.indexOf(':') < 0) {
            throw new ProxyException("the PROXY header has an address that is none");
        }
        try {
            return Network.literal(text);
        } catch (IllegalArgumentException _) {
            throw new ProxyException("the PROXY header has an address that is none");
        }
    }

    private static int port(String text) throws ProxyException {
        int port = Integer.parseInt(text);
        if (port > 0xFFFF) {
            throw new ProxyException("the PROXY header has a port that is none");
        }
        return port;
    }

    private static Optional<ProxyHeader> readV2(Wire wire, long deadline) throws IOException {
        byte[] fixed = Arrays.copyOf(SIGNATURE, FIXED_OCTETS);
        readFully(wire, fixed, SIGNATURE.length, FIXED_OCTETS, deadline);
        int length = Short.toUnsignedInt(ByteBuffer.wrap(fixed).getShort(FIXED_OCTETS - 2));
        if (length > MAX_V2_OCTETS) {
            throw new ProxyException("the PROXY header is too long");
        }
        byte[] whole = Arrays.copyOf(fixed, FIXED_OCTETS + length);
        readFully(wire, whole, FIXED_OCTETS, whole.length, deadline);
        return parseV2(whole);
    }

    /// @param whole with the signature, as long as it says itself
    static Optional<ProxyHeader> parseV2(byte[] whole) throws ProxyException {
        int command = whole[SIGNATURE.length] & 0xFF;
        if (command == 0x20) {
            return Optional.empty();
        }
        if (command != 0x21) {
            throw new ProxyException("the PROXY header has an unknown version or command");
        }
        int addressOctets =
                switch (whole[SIGNATURE.length + 1] & 0xFF) {
                    case 0x11 -> 4;
                    case 0x21 -> 16;
                    case 0x00 -> 0;
                    default -> throw new ProxyException("the PROXY header is not of TCP");
                };
        if (addressOctets == 0) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(whole, FIXED_OCTETS, whole.length - FIXED_OCTETS);
        if (rest.remaining() < 2 * addressOctets + 4) {
            throw new ProxyException("the PROXY header is too short");
        }
        InetAddress source = address(rest, addressOctets);
        InetAddress destination = address(rest, addressOctets);
        int sourcePort = Short.toUnsignedInt(rest.getShort());
        int destinationPort = Short.toUnsignedInt(rest.getShort());
        check(whole, rest);
        return Optional.of(
                new ProxyHeader(
                        new InetSocketAddress(source, sourcePort),
                        new InetSocketAddress(destination, destinationPort)));
    }

    private static InetAddress address(ByteBuffer from, int octets) {
        byte[] address = new byte[octets];
        from.get(address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Goes through the rest, of which only a checksum means something to us.
    private static void check(byte[] whole, ByteBuffer rest) throws ProxyException {
        while (rest.remaining() >= TLV_OCTETS) {
            int type = rest.get() & 0xFF;
            int length = Short.toUnsignedInt(rest.getShort());
            if (length > rest.remaining()) {
                throw new ProxyException("the PROXY header is too short");
            }
            if (type == CHECKSUM && length == Integer.BYTES) {
                requireSum(whole, rest.position(), rest.getInt(rest.position()));
            }
            rest.position(rest.position() + length);
        }
    }

    /// Reckoned with its own place zero.
    private static void requireSum(byte[] whole, int at, int said) throws ProxyException {
        byte[] zeroed = whole.clone();
        Arrays.fill(zeroed, at, at + Integer.BYTES, (byte) 0);
        CRC32C sum = new CRC32C();
        sum.update(zeroed);
        if ((int) sum.getValue() != said) {
            throw new ProxyException("the PROXY header is damaged");
        }
    }
}
