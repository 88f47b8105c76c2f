package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import java.util.function.Consumer;

/// The files of a database, looked after from before its start until after its end.
public final class DerbyFiles {
    private DerbyFiles() {}

    /// Brings back what a cut of power has torn, and looks after what is written from now on.
    ///
    /// @param storage the Derby subsubprotocol of the files
    /// @param alarm told of the first write or force that fails, in the thread that it fails in
    public static void begin(File database, String storage, Consumer<IOException> alarm)
            throws IOException {
        var disk = DerbyDisk.named(storage);
        DerbyWrites.begin(database, alarm);
        DerbyPageGuard.begin(disk, database);
        new DerbyLogTail(disk, database).clear();
    }

    /// The database has ended.
    public static void end(File database) {
        DerbyPageGuard.end(database);
        DerbyWrites.end(database);
    }
}
