package org.posthorn.mailbox.inhand;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The file that counts at how many deaths of the process a message was in hand: a line for each,
/// which an administrator may delete.
///
/// A process may be killed twice for other reasons, each time with innocent messages in hand. So
/// the first time a message is set aside is short, and what kills it again is set aside for longer.
final class Deaths {
    private static final Logger LOG = System.getLogger(Deaths.class.getName());

    /// Deaths longer ago count no more.
    private static final Duration MEMORY = Duration.ofDays(7);

    private static final String HEAD =
            """
            # Messages that were in hand when the server died, and how often: two are set aside for an hour,
            # three for a day, four for a week.
            # Delete a line while the server is stopped to lift it (docs/operations.md).
            """;

    private final Path file;
    private final Instant now;
    private final Map<Piece, Count> counts = new LinkedHashMap<>();

    private record Count(int deaths, Instant last) {
        /// Until when the message is left alone.
        Instant end() {
            return last.plus(
                    switch (deaths) {
                        case 0, 1 -> Duration.ZERO;
                        case 2 -> Duration.ofHours(1);
                        case 3 -> Duration.ofDays(1);
                        default -> MEMORY;
                    });
        }
    }

    private Deaths(Path file, Instant now) {
        this.file = file;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    static Deaths read(Path file, Instant now) throws IOException {
        var deaths = new Deaths(file, now);
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
            int number = Integer.parseInt(words[2]);
            Instant last = Instant.parse(words[3]);
            if (last.isAfter(now.minus(MEMORY))) {
                // A clock that was ahead must not set anything aside for longer.
                counts.put(new Piece(kind, key), new Count(number, last.isAfter(now) ? now : last));
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
            Count before = counts.getOrDefault(piece, new Count(0, now));
            counts.put(piece, new Count(before.deaths + 1, now));
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /// What is left alone, and until when.
    Map<Piece, Instant> setAside() {
        var all = new LinkedHashMap<Piece, Instant>();
        counts.forEach((piece, count) -> {
            if (count.end().isAfter(now)) {
                all.put(piece, count.end());
            }
        });
        return all;
    }

    /// All that was in hand at a death.
    Set<Piece> suspects() {
        return counts.keySet();
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
