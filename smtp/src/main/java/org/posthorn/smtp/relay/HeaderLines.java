package org.posthorn.smtp.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a header, blank line included if there is one.
final class HeaderLines {
    private static final String ENCODING = "content-transfer-encoding";

    private final byte[] octets;
    private final int start;
    private final int end;

    HeaderLines(byte[] octets, int start, int end) {
        this.octets = octets;
        this.start = start;
        this.end = end;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// The value of the first field of this name, unfolded; empty if there is none.
    String value(String name) {
        for (int at = start; at < end; at = endOfField(at)) {
            if (isNamed(at, name)) {
                int colon = at + name.length();
                return new String(
                                octets, colon, endOfField(at) - colon, StandardCharsets.ISO_8859_1)
                        .replaceAll("[\\r\\n]", "")
                        .replaceFirst("^[ \\t]*:", "")
                        .strip();
            }
        }
        return "";
    }

    /// @param encoding fields in place of the one that tells the encoding
    void copyTo(ByteArrayOutputStream out, Optional<String> encoding) {
        int at = start;
        while (at < end && !isBlank(at)) {
            int next = endOfField(at);
            if (encoding.isEmpty() || !isNamed(at, ENCODING)) {
                out.write(octets, at, next - at);
            }
            at = next;
        }
        if (encoding.isPresent()) {
            out.writeBytes(encoding.get().getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(new byte[] {'\r', '\n'});
        } else {
            out.write(octets, at, end - at);
        }
    }

    private boolean isBlank(int at) {
        return octets[at] == '\r' || octets[at] == '\n';
    }

    private boolean isNamed(int at, String name) {
        if (at + name.length() >= end) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase((char) octets[at + i]) != name.charAt(i)) {
                return false;
            }
        }
        byte next = octets[at + name.length()];
        return next == ':' || next == ' ' || next == '\t';
    }

    private int endOfField(int from) {
        int at = from;
        do {
            while (at < end && octets[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, end);
        } while (at < end && (octets[at] == ' ' || octets[at] == '\t'));
        return at;
    }
}
