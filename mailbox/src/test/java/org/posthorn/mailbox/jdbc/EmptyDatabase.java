package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A data directory as a first start leaves it, made once: to copy it is quicker than to make it.
final class EmptyDatabase {
    private static final Path MADE = make();

    private EmptyDatabase() {}

    private static Path make() {
        try {
            Path directory = Files.createTempDirectory("posthorn-empty");
            DerbyStorage.open(directory).close();
            try (var paths = Files.walk(directory)) {
                paths.forEach(path -> path.toFile().deleteOnExit());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param directory an empty one
    static void copyTo(Path directory) {
        try (var paths = Files.walk(MADE)) {
            for (Path path : paths.skip(1).toList()) {
                Files.copy(path, directory.resolve(MADE.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
