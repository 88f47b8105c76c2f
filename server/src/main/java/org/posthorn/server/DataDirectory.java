package org.posthorn.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.posthorn.server.files.PrivateFile;
import org.posthorn.server.files.PrivateTree;

/// The folder of everything that the server keeps, which is its user's alone: folders 0700, files
/// 0600.
///
/// Each part makes its files so where it can, and Derby is told to; whatever else comes into the
/// folder stands behind its closed door, and is tightened when all parts have started.
final class DataDirectory {
    private static final Logger LOG = System.getLogger(DataDirectory.class.getName());

    private DataDirectory() {}

    /// Makes it for its owner alone, whatever was there before.
    ///
    /// @throws StartException if the server could not write there, or others could read there
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
        tighten(path);
        return path;
    }

    /// Takes everybody's rights but the owner's away from all that is there.
    ///
    /// @throws StartException if something belongs to somebody else
    static void tighten(Path path) throws StartException {
        try {
            if (PrivateTree.tighten(path)) {
                LOG.log(Level.INFO, path + " could be entered by others and is now closed to them");
            }
        } catch (IOException e) {
            throw new StartException(
                    "Others have rights to the data folder %s or to files in it, and user %s cannot take them away (%s); make it all that user's (chown -R), or name another with --data."
                            .formatted(path, System.getProperty("user.name"), e.getMessage()),
                    e);
        }
    }
}
