package org.posthorn.mailbox.inhand;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The file that counts at how many deaths of the process a message was in hand: a line for each,
/// which an administrator may delete.
final class Deaths {
    private static final Logger LOG = System.getLogger(Deaths.class.getName());

    /// A message that was in hand at so many is set aside.
    private static final int FATAL = 2;

    /// Deaths longer ago count no more.
    private static final int DAYS = 7;

    private static final String HEAD =
            """
            # Messages that were in hand when the server died, and how often: two are set aside.
            # Delete a line while the server is stopped to lift it (docs/operations.md).
            """;

    private final Path file;
    private final LocalDate today;
    private final Map<Piece, Count> counts = new LinkedHashMap<>();

    private record Count(int deaths, LocalDate last) {}

    private Deaths(Path file, LocalDate today) {
        this.file = file;
        this.today = today;
    }

    static Deaths read(Path file, LocalDate today) throws IOException {
        var deaths = new Deaths(file, today);
        if (Files.exists(file)) {
            int strange = 0;
            // Latin-1, so that no octet is an error by itself.
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    strange += deaths.parse(line.strip()) ? 0 : 1;
                }
            }
            if (strange > 0) {
                LOG.log(
                        Level.WARNING,
                        file + ": lines that are not understood are ignored: " + strange);
            }
        }
        return deaths;
    }

    private boolean parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            var kind = Piece.Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
            long key =
                    switch (kind) {
                        case ARRIVING -> Long.parseUnsignedLong(words[1], 16);
                        case STORED -> Long.parseLong(words[1]);
                    };
            var count = new Count(Integer.parseInt(words[2]), LocalDate.parse(words[3]));
            if (!count.last.isBefore(today.minusDays(DAYS))) {
                counts.put(new Piece(kind, key), count);
            }
            return true;
        } catch (IllegalArgumentException
                | DateTimeParseException
                | ArrayIndexOutOfBoundsException _) {
            return false;
        }
    }

    /// Counts one death more for each.
    void count(List<Piece> inHand) {
        for (Piece piece : inHand) {
            Count before = counts.getOrDefault(piece, new Count(0, today));
            counts.put(piece, new Count(before.deaths + 1, today));
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    List<Piece> setAside() {
        var all = new ArrayList<Piece>();
        counts.forEach((piece, count) -> {
            if (count.deaths >= FATAL) {
                all.add(piece);
            }
        });
        return all;
    }

    /// Those of one death.
    List<Piece> suspects() {
        var all = new ArrayList<>(counts.keySet());
        all.removeAll(setAside());
        return all;
    }

    void forget(Piece piece) {
        counts.remove(piece);
    }

    /// Puts the file in the place of the one before, or deletes it when nothing is to be said.
    void write() throws IOException {
        if (counts.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        var text = new StringBuilder(HEAD);
        counts.forEach((piece, count) ->
                text.append(piece)
                        .append(' ')
                        .append(count.deaths)
                        .append(' ')
                        .append(count.last)
                        .append('\n'));
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "deaths", ".new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
