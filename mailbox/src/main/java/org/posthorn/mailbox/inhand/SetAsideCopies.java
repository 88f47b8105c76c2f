package org.posthorn.mailbox.inhand;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Copies of arriving messages that are set aside, for whoever is to find out what is wrong with
/// them: few, and none that is large.
public final class SetAsideCopies {
    private static final Logger LOG = System.getLogger(SetAsideCopies.class.getName());
    private static final int MOST = 16;
    private static final long MOST_OCTETS = 32L << 20;

    private final Path folder;

    /// @param folder made when the first copy is
    public SetAsideCopies(Path folder) {
        this.folder = folder;
    }

    /// Keeps a copy, unless there is one, or are too many.
    public synchronized void keep(Piece piece, long sizeOctets, InputStream octets) {
        try {
            Files.createDirectories(folder);
            Path copy = folder.resolve(piece.name() + ".eml");
            if (sizeOctets > MOST_OCTETS || Files.exists(copy) || count() >= MOST) {
                return;
            }
            Path part = Files.createTempFile(folder, "copy", ".part");
            Files.copy(octets, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "no copy is kept of " + piece + ": " + e);
        }
    }

    private long count() throws IOException {
        try (var copies = Files.list(folder)) {
            return copies.count();
        }
    }
}
