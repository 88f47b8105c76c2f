package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is written to the files of a database and forced: nothing any more once one of that has
/// failed.
///
/// Derby goes on where a new file of its log cannot be begun, behind a mark in the old one at which
/// the next start would stop reading, and so would lose all that was committed since (decision
/// 0014).
final class DerbyWrites {
    private static final Map<File, DerbyWrites> ALL = new ConcurrentHashMap<>();

    private final Consumer<IOException> alarm;
    private volatile @Nullable IOException failure;

    private DerbyWrites(Consumer<IOException> alarm) {
        this.alarm = alarm;
    }

    /// Something that is written or forced.
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }

    /// Watches the files of a database from now on.
    ///
    /// @param alarm told of the first failure
    static void begin(File database, Consumer<IOException> alarm) {
        ALL.put(database.getAbsoluteFile(), new DerbyWrites(alarm));
    }

    /// The database has ended.
    static void end(File database) {
        ALL.remove(database.getAbsoluteFile());
    }

    /// Of a file; none of temporary ones, and none while the database is being made.
    static @Nullable DerbyWrites of(File file) {
        File folder = file.getAbsoluteFile().getParentFile();
        if (folder == null || folder.getName().equals("tmp")) {
            return null;
        }
        DerbyWrites found = ALL.get(folder);
        File above = folder.getParentFile();
        return found == null && above != null ? ALL.get(above) : found;
    }

    /// Writes or forces.
    ///
    /// @param file what is told of it when it fails
    /// @throws IOException also when something has failed before
    void run(File file, Act act) throws IOException {
        IOException before = failure;
        if (before != null) {
            throw new IOException("written no more: " + before.getMessage(), before);
        }
        try {
            act.run();
        } catch (IOException e) {
            var failed =
                    new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
            failure = failed;
            alarm.accept(failed);
            throw failed;
        }
    }
}
