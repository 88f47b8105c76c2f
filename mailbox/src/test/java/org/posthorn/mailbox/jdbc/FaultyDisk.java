package org.posthorn.mailbox.jdbc;

import java.io.File;
import java.io.FileOutputStream;

/// A Derby storage through which every read, write and force passes: it fails as [DiskFaults] says,
/// and what it does is written down where there is a [DiskJournal]. Public, because Derby
/// constructs it by name.
public final class FaultyDisk extends DerbyDisk {
    /// The subsubprotocol under which Derby knows it.
    static final String NAME = "faulty";

    /// To be called before Derby opens anything on it.
    static void register() {
        System.setProperty("derby.subSubProtocol." + NAME, FaultyDisk.class.getName());
    }

    @Override
    DerbyFile file(File file) {
        return new FaultyFile(file);
    }

    @Override
    void force(FileOutputStream stream) {
        FaultyFile.force(stream);
    }
}
