package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds docs/rfcs.md against the sources: what the code cites is listed, once, with a
/// truthful-looking state.
final class RfcIndexTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CITATION = Pattern.compile("RFC (\\d{3,5})");
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\d{3,5}) \\| [^|]+ \\| (Yes|Partial|No) \\|.*\\|$");
    private static final List<String> MODULES =
            List.of("mailbox", "net", "smtp", "imap", "pop3", "server", "admin-cli");

    @Test
    void everyCitedRfcIsListed() throws IOException {
        Set<String> cited = new TreeSet<>();
        for (String module : MODULES) {
            for (Path source : sources(ROOT.resolve(module).resolve("src/main"))) {
                CITATION.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(cited::add);
            }
        }
        assertThat(cited).isNotEmpty();
        assertThat(listed()).containsAll(cited);
    }

    @Test
    void rowsAreWellFormedSortedAndUnique() throws IOException {
        List<String> rows =
                Files.readAllLines(ROOT.resolve("docs/rfcs.md")).stream()
                        .filter(line -> line.matches("^\\| \\d.*"))
                        .toList();
        assertThat(rows).allMatch(row -> ROW.matcher(row).matches());
        assertThat(listed().stream().map(Integer::valueOf)).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> listed() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/rfcs.md")).stream()
                .flatMap(line -> ROW.matcher(line).results())
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|sql)")).toList();
        }
    }
}
