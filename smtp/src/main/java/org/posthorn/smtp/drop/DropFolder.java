package org.posthorn.smtp.drop;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.smtp.dispatch.MessageIds;

/// The folder in which everybody on this machine may leave mail and nobody may look.
///
/// ```
/// DIR            1733: who knows no name opens no file, and nobody removes another's
/// DIR/tmp-…      being written
/// DIR/new-…      left, to be taken
/// DIR/work/ID    taken; goes when the message is on its way
/// DIR/failed/ID  could not be read
/// ```
///
/// A file's owner is who has left it; links are not followed, and what has a second name is
/// somebody else's, perhaps.
final class DropFolder {
    private static final Logger LOG = System.getLogger(DropFolder.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);

    /// Readable by its owner, and all may make files that only they remove.
    private static final int MODE = 01733;

    /// How many are taken at once, so that there is an end to what one turn does.
    static final int TURN = 100;

    /// How many names one turn looks at.
    private static final int LOOKED_AT = 100_000;

    /// How much that is no mail is kept.
    private static final int MOST_FAILED = 1000;

    /// A program that has died leaves what it has begun.
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final Path work;
    private final Path failed;

    private DropFolder(Path folder) {
        this.folder = folder;
        this.work = folder.resolve("work");
        this.failed = folder.resolve("failed");
    }

    /// Opens it, and makes it if it is missing.
    ///
    /// @throws IOException if it cannot be made, or is not ours
    static DropFolder open(Path path) throws IOException {
        Files.createDirectories(path);
        DropFolder opened = new DropFolder(path);
        if (isUnix(path)) {
            Files.setAttribute(path, "unix:mode", MODE);
        }
        for (Path own : List.of(opened.work, opened.failed)) {
            if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(own);
            }
            if (isUnix(own)) {
                Files.setAttribute(own, "unix:mode", 0700, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return opened;
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /// Takes what has been left, as much as one turn may.
    ///
    /// @return whether there may be more
    boolean take(Instant now) throws IOException {
        int looked = 0;
        int took = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Iterator<Path> all = files.iterator();
                    all.hasNext() && looked < LOOKED_AT && took < TURN;
                    looked++) {
                Path file = all.next();
                String name = file.getFileName().toString();
                if (name.startsWith("new-")) {
                    took += take(file) ? 1 : 0;
                } else if (name.startsWith("tmp-") && isAbandoned(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return took == TURN;
    }

    /// What has been taken, and is not on its way.
    List<Dropped> taken() throws IOException {
        List<Dropped> taken = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                taken.add(
                        new Dropped(
                                file.getFileName().toString(),
                                Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName(),
                                file));
            }
        }
        return taken;
    }

    private static boolean isAbandoned(Path file, Instant now) throws IOException {
        try {
            var attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    && attributes.lastModifiedTime().toInstant().isBefore(now.minus(ABANDONED));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// What is no mail keeps no other from being taken.
    private boolean take(Path file) {
        try {
            Path plain = file;
            if (isPlain(file)) {
                Path taken = work.resolve(MessageIds.next());
                Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
                plain = taken;
            }
            if (isPlain(plain)) {
                return true;
            }
            Files.deleteIfExists(plain);
        } catch (IOException e) {
            FAILURES.refused(Level.WARNING, "something that was left is no mail, and stays", e);
        }
        return false;
    }

    private static boolean isPlain(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (!isUnix(file)
                        || Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                                .equals(1));
    }

    void remove(Dropped dropped) throws IOException {
        Files.deleteIfExists(dropped.file());
    }

    /// Keeps what cannot be sent on its way for somebody to look at, unless there is so much of it
    /// that somebody plays.
    void setAside(Dropped dropped) throws IOException {
        try (Stream<Path> kept = Files.list(failed)) {
            if (kept.limit(MOST_FAILED).count() == MOST_FAILED) {
                remove(dropped);
                return;
            }
        }
        Files.move(dropped.file(), failed.resolve(dropped.id()), StandardCopyOption.ATOMIC_MOVE);
    }
}
