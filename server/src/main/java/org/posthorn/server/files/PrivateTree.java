package org.posthorn.server.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// Takes everybody's rights but the owner's from a folder and all in it.
public final class PrivateTree {
    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    private PrivateTree() {}

    /// Tightens what is wider; links lead elsewhere and are left alone. On a file system without
    /// such rights it does nothing.
    ///
    /// @return whether others had rights to the folder itself
    /// @throws IOException when something is wider and belongs to somebody else
    public static boolean tighten(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        // The folder may be named by a link; what is in it is only looked at behind closed doors.
        boolean wasWider = tightenOne(folder);
        Files.walkFileTree(folder.toRealPath(), new Tightening());
        return wasWider;
    }

    private static boolean tightenOne(Path path) throws IOException {
        Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(path));
        boolean isWider = permissions.retainAll(OWNERS);
        if (isWider) {
            Files.setPosixFilePermissions(path, permissions);
        }
        return isWider;
    }

    private static final class Tightening extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            tightenOne(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!attributes.isSymbolicLink()) {
                try {
                    tightenOne(file);
                } catch (NoSuchFileException _) {
                    // Another server has the folder, as the store will say.
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
