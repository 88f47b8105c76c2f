package org.posthorn.smtp.drop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a program asked for: the lines before the message.
///
/// ```
/// order     = *( line LF ) LF
/// line      = "from " [address] / "name " text / "to " address / "header"
/// ```
///
/// @param from the sender (`-f`); null where none was given, empty for the null path
/// @param name of the author (`-F`); null where none was given
/// @param to recipients, as they were given
/// @param readsHeader whether To, Cc and Bcc name recipients, too (`-t`)
record DropOrder(
        @Nullable String from, @Nullable String name, List<String> to, boolean readsHeader) {
    private static final int LONGEST_LINE = 2048;
    private static final int MOST_LINES = 100_010;

    DropOrder {
        to = List.copyOf(to);
    }

    /// Reads the lines, and leaves the input where the message begins.
    ///
    /// @throws BadDropException if they are none
    static DropOrder read(InputStream in) throws IOException {
        String from = null;
        String name = null;
        List<String> to = new ArrayList<>();
        boolean readsHeader = false;
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line(in);
            if (line.isEmpty()) {
                return new DropOrder(from, name, to, readsHeader);
            }
            int space = line.indexOf(' ');
            String value = space < 0 ? "" : line.substring(space + 1);
            switch (space < 0 ? line : line.substring(0, space)) {
                case "from" -> from = value.strip();
                case "name" -> name = value.strip();
                case "to" -> to.add(value.strip());
                case "header" -> readsHeader = true;
                default -> throw new BadDropException("an unknown line before the message");
            }
        }
        throw new BadDropException("too many lines before the message");
    }

    private static String line(InputStream in) throws IOException {
        byte[] octets = new byte[LONGEST_LINE];
        for (int length = 0; length < LONGEST_LINE; length++) {
            int octet = in.read();
            if (octet < 0) {
                throw new BadDropException("it ends before the message");
            }
            if (octet == '\n') {
                return new String(octets, 0, length, StandardCharsets.UTF_8);
            }
            if (octet < ' ' || octet == 0x7F) {
                throw new BadDropException("a control character before the message");
            }
            octets[length] = (byte) octet;
        }
        throw new BadDropException("a line that is too long before the message");
    }
}
