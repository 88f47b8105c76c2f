package org.posthorn.imap.section;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.imap.command.Section.What.HeaderFields;

/// Lets those fields of a header through that HEADER.FIELDS asks for, octet by octet as they are,
/// and ends them with a blank line (RFC 9051 section 6.4.5.1).
final class HeaderFilter extends OutputStream {
    /// A longer name is none that anybody asks for.
    private static final int MAX_NAME_OCTETS = 256;

    /// Where in the header the next octet stands.
    private enum Place {
        LINE_START,
        NAME,
        KEPT,
        DROPPED,
        END
    }

    private final OutputStream out;
    private final Set<String> names;
    private final boolean not;
    private final byte[] name = new byte[MAX_NAME_OCTETS];
    private int nameLength;
    private boolean keeping;
    private Place place = Place.LINE_START;

    HeaderFilter(OutputStream out, HeaderFields fields) {
        this.out = out;
        not = fields.not();
        names =
                fields.names().stream()
                        .map(field -> field.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void write(int octet) throws IOException {
        switch (place) {
            case LINE_START -> startLine(octet);
            case NAME -> continueName(octet);
            case KEPT -> {
                out.write(octet);
                endLineAt(octet);
            }
            case DROPPED -> endLineAt(octet);
            case END -> {}
        }
    }

    private void startLine(int octet) throws IOException {
        nameLength = 0;
        if (octet == ' ' || octet == '\t') {
            place = keeping ? Place.KEPT : Place.DROPPED;
            write(octet);
        } else if (octet == '\r' || octet == '\n') {
            place = Place.END;
        } else {
            place = Place.NAME;
            continueName(octet);
        }
    }

    private void continueName(int octet) throws IOException {
        if (octet == ':') {
            decide(names.contains(nameSoFar()) != not);
            write(octet);
        } else if (octet == '\n' || nameLength == MAX_NAME_OCTETS) {
            decide(not);
            write(octet);
        } else {
            name[nameLength++] = (byte) octet;
        }
    }

    private String nameSoFar() {
        return new String(name, 0, nameLength, StandardCharsets.ISO_8859_1)
                .stripTrailing()
                .toLowerCase(Locale.ROOT);
    }

    private void decide(boolean keep) throws IOException {
        keeping = keep;
        place = keep ? Place.KEPT : Place.DROPPED;
        if (keep) {
            out.write(name, 0, nameLength);
        }
    }

    private void endLineAt(int octet) {
        if (octet == '\n') {
            place = Place.LINE_START;
        }
    }

    /// Ends the header, also one that was cut off within a line.
    void finish() throws IOException {
        if (place == Place.NAME) {
            decide(not);
        }
        if (place == Place.KEPT) {
            out.write('\r');
            out.write('\n');
        }
        out.write('\r');
        out.write('\n');
    }
}
