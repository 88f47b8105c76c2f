package org.posthorn.bench;

import java.util.Arrays;

/// Finds the end of a message after DATA (RFC 5321 section 4.1.1.4) in octets that come in pieces.
///
/// It looks at each fifth octet only, where it can: the sink must not take the processor from those
/// that it measures.
final class EndOfData {
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    /// By how much the end lies further back at least, from the octet at its last place.
    private static final byte[] SHIFTS = shifts();

    /// What came last, oldest first; a message may begin with its end.
    private final byte[] last = new byte[END.length - 1];

    private static byte[] shifts() {
        var shifts = new byte[256];
        Arrays.fill(shifts, (byte) END.length);
        for (int i = 0; i < END.length - 1; i++) {
            shifts[END[i]] = (byte) (END.length - 1 - i);
        }
        return shifts;
    }

    /// A new message begins.
    void begin() {
        last[0] = 0;
        last[1] = 0;
        last[2] = '\r';
        last[3] = '\n';
    }

    /// The offset behind the end if it is in these octets, else -1.
    int find(byte[] octets, int from, int to) {
        int across = findAcross(octets, from, to);
        if (across >= 0) {
            return across;
        }
        int place = from + END.length - 1;
        while (place < to) {
            int shift = SHIFTS[octets[place] & 0xFF];
            if (octets[place] == '\n' && endsAt(octets, place)) {
                return place + 1;
            }
            place += shift;
        }
        remember(octets, from, to);
        return -1;
    }

    private static boolean endsAt(byte[] octets, int place) {
        return octets[place - 1] == '\r'
                && octets[place - 2] == '.'
                && octets[place - 3] == '\n'
                && octets[place - 4] == '\r';
    }

    /// The end may have begun in the pieces before.
    private int findAcross(byte[] octets, int from, int to) {
        int own = Math.min(END.length - 1, to - from);
        for (int end = 1; end <= own; end++) {
            int matched = 0;
            while (matched < END.length
                    && at(octets, from, end - END.length + matched) == END[matched]) {
                matched++;
            }
            if (matched == END.length) {
                return from + end;
            }
        }
        return -1;
    }

    /// @param offset from the first octet of this piece; negative ones are of those before
    private byte at(byte[] octets, int from, int offset) {
        return offset < 0 ? last[last.length + offset] : octets[from + offset];
    }

    private void remember(byte[] octets, int from, int to) {
        int count = Math.min(last.length, to - from);
        System.arraycopy(last, count, last, 0, last.length - count);
        System.arraycopy(octets, to - count, last, last.length - count, count);
    }
}
