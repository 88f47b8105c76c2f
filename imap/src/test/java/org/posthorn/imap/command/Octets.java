package org.posthorn.imap.command;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A client whose octets have all arrived; behaves as a connection does.
final class Octets implements OctetSource {
    private final byte[] octets;
    private int at;

    /// The most octets that one line or read took.
    private int largest;

    Octets(byte[] octets) {
        this.octets = octets;
    }

    /// @param octets one `char` for each octet
    static Octets of(String octets) {
        return new Octets(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public byte @Nullable [] readLine(int maxOctets) throws EOFException {
        for (int i = at; i + 1 < octets.length && i <= at + maxOctets; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n') {
                byte[] line = Arrays.copyOfRange(octets, at, i);
                at = i + 2;
                largest = Math.max(largest, line.length);
                return line;
            }
        }
        if (octets.length - at > maxOctets + 1) {
            return null;
        }
        throw new EOFException();
    }

    @Override
    public int read() {
        return at < octets.length ? octets[at++] & 0xFF : -1;
    }

    /// As TCP does, not always as many as were asked for.
    @Override
    public int read(byte[] into, int offset, int length) {
        if (at == octets.length) {
            return -1;
        }
        int count = Math.min(Math.min(length, octets.length - at), 1 + at % 5000);
        System.arraycopy(octets, at, into, offset, count);
        at += count;
        largest = Math.max(largest, length);
        return count;
    }

    int left() {
        return octets.length - at;
    }

    int largest() {
        return largest;
    }
}
