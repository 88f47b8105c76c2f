package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A Derby storage through which every read, write and force passes: it fails as [DiskFaults] says,
/// and what it does is written down where there is a [DiskJournal]. Public, because Derby
/// constructs it by name.
public final class FaultyDisk extends DerbyDisk {
    /// The subsubprotocol under which Derby knows it.
    public static final String NAME = "faulty";

    /// Derby makes one for each database that it opens.
    private static final Queue<WeakReference<FaultyDisk>> MADE = new ConcurrentLinkedQueue<>();

    public FaultyDisk() {
        MADE.add(new WeakReference<>(this));
    }

    /// To be called before Derby opens anything on it.
    public static void register() {
        System.setProperty("derby.subSubProtocol." + NAME, FaultyDisk.class.getName());
    }

    /// How many databases are in memory still, after a collection of what nobody uses.
    public static long inMemory() {
        System.gc();
        return MADE.stream().filter(each -> !each.refersTo(null)).count();
    }

    @Override
    DerbyFile file(File file) {
        return new FaultyFile(file);
    }

    @Override
    void force(FileOutputStream stream) throws IOException {
        FaultyFile.force(stream);
    }
}
