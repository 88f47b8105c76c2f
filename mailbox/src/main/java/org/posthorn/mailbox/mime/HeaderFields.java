package org.posthorn.mailbox.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A choice among the fields of a header: those of some names, or all others (`HEADER.FIELDS` and
/// `HEADER.FIELDS.NOT` of RFC 9051 section 6.4.5.1).
///
/// Chosen fields keep their octets, folding included, and their order. The blank line at the end of
/// the header is always chosen. What is no field belongs to the others.
public final class HeaderFields {
    private final Set<String> names = new HashSet<>();
    private final boolean[] lengths = new boolean[256];
    private final boolean others;

    private HeaderFields(Collection<String> names, boolean others) {
        for (String name : names) {
            this.names.add(name.toLowerCase(Locale.ROOT));
            lengths[Math.min(name.length(), lengths.length - 1)] = true;
        }
        this.others = others;
    }

    /// The fields of these names, in any case.
    public static HeaderFields only(Collection<String> names) {
        return new HeaderFields(names, false);
    }

    /// All fields but those of these names, in any case.
    public static HeaderFields except(Collection<String> names) {
        return new HeaderFields(names, true);
    }

    /// The chosen octets of a header that is in memory.
    public byte[] select(byte[] header) {
        var out = new ByteArrayOutputStream(Math.min(header.length, 1024));
        boolean chosen = others;
        int start = 0;
        while (start < header.length) {
            int end = start;
            while (end < header.length && header[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, header.length);
            chosen = chooses(header, start, end, chosen);
            if (chosen) {
                out.write(header, start, end - start);
            }
            start = end;
        }
        return out.toByteArray();
    }

    /// Copies the chosen octets of a header of any size, which is all that `header` gives.
    public void copy(InputStream header, OutputStream out) throws IOException {
        var lines = new OctetLines(header);
        boolean chosen = others;
        while (lines.next()) {
            if (lines.startsLine()) {
                chosen = chooses(lines.octets(), lines.start(), lines.end(), chosen);
            }
            if (chosen) {
                out.write(lines.octets(), lines.start(), lines.end() - lines.start());
            }
        }
    }

    /// Whether this line is chosen, when the one before it was or was not.
    private boolean chooses(byte[] octets, int start, int end, boolean before) {
        byte first = octets[start];
        if (first == ' ' || first == '\t') {
            return before;
        }
        if (first == '\n' || (first == '\r' && end - start == 2 && octets[start + 1] == '\n')) {
            return true;
        }
        int nameEnd = HeaderCollector.nameEnd(octets, start, end);
        return nameEnd < 0 ? others : isNamed(octets, start, nameEnd - start) != others;
    }

    private boolean isNamed(byte[] octets, int start, int length) {
        return lengths[Math.min(length, lengths.length - 1)]
                && names.contains(
                        new String(octets, start, length, StandardCharsets.ISO_8859_1)
                                .toLowerCase(Locale.ROOT));
    }
}
