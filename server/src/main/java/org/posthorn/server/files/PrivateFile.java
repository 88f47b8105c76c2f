package org.posthorn.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that only their owner may read.
public final class PrivateFile {
    private PrivateFile() {}

    /// Replaces the file in one step: at any instant it holds the whole of its old or its new text,
    /// and it is never readable by others, not even while it is written.
    public static void write(Path file, String text) throws IOException {
        Path folder = file.resolveSibling(".").toAbsolutePath().normalize();
        createFolder(folder);
        Path draft =
                Files.createTempFile(
                        folder, "." + file.getFileName(), ".new", owner(folder, "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Creates what is missing of the folder, for its owner alone.
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, owner(folder, "rwx------"));
        }
    }

    /// Windows has no such permissions; there, the folder's inherited ones hold.
    private static FileAttribute<?>[] owner(Path path, String permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
