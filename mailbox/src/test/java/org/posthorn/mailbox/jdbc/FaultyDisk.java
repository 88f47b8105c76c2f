package org.posthorn.mailbox.jdbc;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.WritableStorageFactory;

/// A Derby storage of plain files through which every read, write and force passes, and which fails
/// as [DiskFaults] says. Public, because Derby constructs it by name.
public final class FaultyDisk implements WritableStorageFactory {
    /// The subsubprotocol under which Derby knows it.
    static final String NAME = "faulty";

    private File home = new File(".");
    private File database = home;
    private FaultyFile temporary = new FaultyFile(home);

    /// To be called before Derby opens anything on it.
    static void register() {
        System.setProperty("derby.subSubProtocol." + NAME, FaultyDisk.class.getName());
    }

    @Override
    public void init(String home, String name, String temporaryName, String uniqueName) {
        this.home = new File(home == null ? "." : home);
        File named = new File(name == null ? "." : name);
        this.database = named.isAbsolute() ? named : new File(this.home, named.getPath());
        this.temporary = new FaultyFile(new File(database, "tmp"));
        if (uniqueName != null) {
            temporary.deleteAll();
            temporary.mkdirs();
        }
    }

    @Override
    public void shutdown() {}

    @Override
    public String getCanonicalName() throws IOException {
        return database.getCanonicalPath();
    }

    @Override
    public void setCanonicalName(String name) {}

    @Override
    public StorageFile newStorageFile(String path) {
        return path == null ? new FaultyFile(database) : new FaultyFile(within(new File(path)));
    }

    @Override
    public StorageFile newStorageFile(String folder, String name) {
        return folder == null
                ? newStorageFile(name)
                : new FaultyFile(new File(within(new File(folder)), name));
    }

    @Override
    public StorageFile newStorageFile(StorageFile folder, String name) {
        if (folder == null) {
            return newStorageFile(name);
        }
        return name == null ? folder : new FaultyFile(new File((File) folder, name));
    }

    private File within(File file) {
        return file.getPath().startsWith(database.getPath())
                ? file
                : new File(database, file.getPath());
    }

    @Override
    public char getSeparator() {
        return File.separatorChar;
    }

    @Override
    public StorageFile getTempDir() {
        return temporary;
    }

    @Override
    public boolean isFast() {
        return false;
    }

    @Override
    public boolean isReadOnlyDatabase() {
        return false;
    }

    @Override
    public boolean supportsRandomAccess() {
        return true;
    }

    @Override
    public int getStorageFactoryVersion() {
        return VERSION_NUMBER;
    }

    @Override
    public StorageFile createTemporaryFile(String prefix, String suffix) throws IOException {
        return new FaultyFile(File.createTempFile(prefix, suffix, temporary));
    }

    @Override
    public void sync(OutputStream stream, boolean metaData) throws IOException {
        ((FileOutputStream) stream).getFD().sync();
    }

    @Override
    public boolean supportsWriteSync() {
        return true;
    }
}
