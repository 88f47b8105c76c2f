package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.WritableStorageFactory;
import org.jspecify.annotations.Nullable;

/// Derby's files on a disk that forgets names which nobody has forced: Derby forces files, but not
/// the folders that name them, and a log file whose name is lost takes its commits with it
/// (decision 0022). Public, because Derby constructs it by name.
public class DerbyDisk implements WritableStorageFactory {
    /// The subsubprotocol under which Derby knows it.
    public static final String NAME = "posthorn";

    private File home = new File(".");
    private File database = home;
    private DerbyFile temporary = new DerbyFile(home);

    /// To be called before Derby opens anything on it.
    public static void register() {
        System.setProperty("derby.subSubProtocol." + NAME, DerbyDisk.class.getName());
    }

    /// One like those that Derby makes by itself for a subsubprotocol.
    static DerbyDisk named(String name) {
        try {
            return Class.forName(System.getProperty("derby.subSubProtocol." + name))
                    .asSubclass(DerbyDisk.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no disk " + name, e);
        }
    }

    /// A name on this disk.
    DerbyFile file(File file) {
        return new DerbyFile(file);
    }

    @Override
    public void init(
            @Nullable String home,
            @Nullable String name,
            @Nullable String temporaryName,
            @Nullable String uniqueName) {
        this.home = new File(home == null ? "." : home);
        File named = new File(name == null ? "." : name);
        this.database = named.isAbsolute() ? named : new File(this.home, named.getPath());
        this.temporary = file(new File(database, "tmp"));
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
    public StorageFile newStorageFile(@Nullable String path) {
        return path == null ? file(database) : file(within(new File(path)));
    }

    @Override
    public StorageFile newStorageFile(@Nullable String folder, String name) {
        return folder == null
                ? newStorageFile(name)
                : file(new File(within(new File(folder)), name));
    }

    @Override
    public StorageFile newStorageFile(@Nullable StorageFile folder, @Nullable String name) {
        if (folder == null) {
            return newStorageFile(name);
        }
        return name == null ? folder : file(new File((File) folder, name));
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
        return file(File.createTempFile(prefix, suffix, temporary));
    }

    @Override
    public void sync(OutputStream stream, boolean metaData) throws IOException {
        force((FileOutputStream) stream);
    }

    void force(FileOutputStream stream) throws IOException {
        stream.getFD().sync();
    }

    @Override
    public boolean supportsWriteSync() {
        return true;
    }
}
