package org.posthorn.imap.command;

import org.jspecify.annotations.Nullable;

/// The announcement of a literal at the end of a line.
///
/// ```
/// literal  = "{" number64 ["+"] "}" CRLF *CHAR8
/// literal8 = "~{" number64 ["+"] "}" CRLF *OCTET
/// ```
///
/// @param start where it begins in the line
/// @param synchronizing whether the client waits to be asked (no `+`, RFC 7888)
/// @param binary whether it may hold NUL (`~`, RFC 3516)
record LiteralHeader(int start, long octets, boolean synchronizing, boolean binary) {
    private static final int MAX_DIGITS = 19;

    /// The announcement that ends `line`, if there is one.
    static @Nullable LiteralHeader atEndOf(byte[] line) {
        int at = line.length - 1;
        if (at < 0 || line[at] != '}') {
            return null;
        }
        at--;
        boolean synchronizing = at < 0 || line[at] != '+';
        if (!synchronizing) {
            at--;
        }
        int end = at;
        while (at >= 0 && line[at] >= '0' && line[at] <= '9') {
            at--;
        }
        if (at < 0 || line[at] != '{' || at == end) {
            return null;
        }
        boolean binary = at > 0 && line[at - 1] == '~';
        return new LiteralHeader(
                binary ? at - 1 : at, number(line, at + 1, end + 1), synchronizing, binary);
    }

    /// What does not fit into 63 bits is as good as the largest number: nobody reads as much.
    private static long number(byte[] line, int from, int to) {
        int start = from;
        while (start < to && line[start] == '0') {
            start++;
        }
        if (to - start > MAX_DIGITS) {
            return Long.MAX_VALUE;
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            value = value * 10 + (line[i] - '0');
        }
        return value < 0 ? Long.MAX_VALUE : value;
    }
}
