package org.posthorn.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.posthorn.server.files.PrivateFile;

/// The folder of everything that the server keeps.
final class DataDirectory {
    private DataDirectory() {}

    /// Makes it for its owner alone, if it is not there.
    ///
    /// @throws StartException if the server could not write there
    static Path open(Path path) throws StartException {
        try {
            PrivateFile.createFolder(path);
        } catch (IOException e) {
            throw new StartException(
                    "The data folder %s cannot be made (%s: %s); name another with --data."
                            .formatted(
                                    path,
                                    e.getClass().getSimpleName().replace("Exception", ""),
                                    e.getMessage()),
                    e);
        }
        if (!Files.isWritable(path)) {
            throw new StartException(
                    "The data folder %s is not writable for user %s; change its owner, or name another with --data."
                            .formatted(path, System.getProperty("user.name")));
        }
        return path;
    }
}
