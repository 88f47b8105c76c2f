package org.posthorn.mailbox.budget;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much room the disk of unfinished messages has left.
@FunctionalInterface
public interface SpoolSpace {
    /// In octets.
    long usable();

    /// Of the disk that `folder` is on; as good as endless where the system does not say.
    static SpoolSpace of(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            return () -> {
                try {
                    return disk.getUsableSpace();
                } catch (IOException _) {
                    return Long.MAX_VALUE;
                }
            };
        } catch (IOException _) {
            return () -> Long.MAX_VALUE;
        }
    }
}
