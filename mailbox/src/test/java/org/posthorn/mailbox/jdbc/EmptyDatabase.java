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
            OpenStore.open(directory).close();
            try (var paths = Files.walk(directory)) {
                paths.forEach(path -> path.toFile().deleteOnExit());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder() {
        return MADE;
    }

    /// @param directory an empty one
    static void copyTo(Path directory) {
        copy(MADE, directory);
    }

    /// Copies what is on disk, as the next start finds it: in one process Derby would go on with a
    /// database that has failed.
    ///
    /// @param to an empty directory, or one that is not there yet
    static void copy(Path from, Path to) {
        try (var paths = Files.walk(from)) {
            Files.createDirectories(to);
            for (Path path : paths.skip(1).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
