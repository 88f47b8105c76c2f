package org.posthorn.mailbox.jdbc;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.jspecify.annotations.Nullable;

/// A name on a [FaultyDisk].
final class FaultyFile extends File implements StorageFile {
    private static final long serialVersionUID = 1L;

    FaultyFile(File file) {
        super(file.getPath());
    }

    @Override
    public @Nullable StorageFile getParentDir() {
        File parent = getParentFile();
        return parent == null ? null : new FaultyFile(parent);
    }

    @Override
    public boolean renameTo(StorageFile other) {
        return super.renameTo((File) other);
    }

    @Override
    public boolean deleteAll() {
        File[] children = listFiles();
        if (children != null) {
            for (File child : children) {
                new FaultyFile(child).deleteAll();
            }
        }
        return delete();
    }

    @Override
    public OutputStream getOutputStream() throws FileNotFoundException {
        return getOutputStream(false);
    }

    @Override
    public OutputStream getOutputStream(boolean append) throws FileNotFoundException {
        return new FileOutputStream(this, append);
    }

    @Override
    public InputStream getInputStream() throws FileNotFoundException {
        return new FileInputStream(this);
    }

    /// The data directory has a lock of its own.
    @Override
    public int getExclusiveFileLock() {
        return EXCLUSIVE_FILE_LOCK;
    }

    @Override
    public void releaseExclusiveFileLock() {}

    @Override
    public StorageRandomAccessFile getRandomAccessFile(String mode) throws FileNotFoundException {
        return new FaultyAccess(this, mode);
    }

    @Override
    public void limitAccessToOwner() {}
}
