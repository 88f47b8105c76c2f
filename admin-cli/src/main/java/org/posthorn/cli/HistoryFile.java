package org.posthorn.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// What was typed in the shell, which nobody but its user may read: addresses stand in it.
final class HistoryFile {
    static final String NAME = ".posthorn_history";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private HistoryFile() {}

    /// Makes the file, or takes everybody else's rights to it away.
    static void secure(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException _) {
            tighten(file);
        } catch (IOException | UnsupportedOperationException _) {
            // A home that cannot be written has no history, and one without such rights its own.
        }
    }

    private static void tighten(Path file) {
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        } catch (IOException | UnsupportedOperationException _) {
            System.err.println("The shell's history %s may be readable by others.".formatted(file));
        }
    }
}
