package org.posthorn.mailbox.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Base64 as in RFC 2045 section 6.8, over anything: octets outside the alphabet do not count, and
/// padding ends a group rather than the data, because mailing lists and gateways glue encoded
/// pieces together.
final class Base64Decoder extends DecodingStream {
    private static final byte[] VALUES = new byte[256];
    private static final byte JUNK = -1;
    private static final byte PADDING = -2;

    static {
        Arrays.fill(VALUES, JUNK);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['='] = PADDING;
    }

    private int group;
    private int digits;

    Base64Decoder(InputStream in) {
        super(in);
    }

    static byte[] decode(byte[] encoded) {
        try (var decoder = new Base64Decoder(new ByteArrayInputStream(encoded))) {
            return decoder.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    @Override
    boolean decode() throws IOException {
        while (!isFull()) {
            int octet = nextOctet();
            int value = octet < 0 ? PADDING : VALUES[octet];
            if (value >= 0) {
                group = (group << 6) | value;
                if (++digits == 4) {
                    put(group >> 16);
                    put(group >> 8);
                    put(group);
                    digits = 0;
                }
            } else if (value == PADDING) {
                endGroup();
            }
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    private void endGroup() {
        if (digits >= 2) {
            int bits = digits * 6;
            put(group >> (bits - 8));
            if (digits == 3) {
                put(group >> (bits - 16));
            }
        }
        digits = 0;
    }
}
