package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.jspecify.annotations.Nullable;

/// A name on a [DerbyDisk]: whatever makes, moves or deletes one is safe when it returns.
class DerbyFile extends File implements StorageFile {
    private static final long serialVersionUID = 1L;

    DerbyFile(File file) {
        super(file.getPath());
    }

    /// Another name on the same disk.
    DerbyFile other(File file) {
        return new DerbyFile(file);
    }

    /// Opens it, and makes it if it is not there.
    StorageRandomAccessFile open(String mode) throws FileNotFoundException {
        return new DerbyAccess(this, mode);
    }

    /// Makes the names in its folder safe.
    void forceFolder() throws IOException {
        File folder = getAbsoluteFile().getParentFile();
        try (var channel = FileChannel.open(folder.toPath(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private boolean forced(boolean changed) {
        if (changed) {
            forceNames();
        }
        return changed;
    }

    private void forceNames() {
        var writes = DerbyWrites.of(this);
        try {
            if (writes == null) {
                forceFolder();
            } else {
                writes.run(this, this::forceFolder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot force the folder of " + this, e);
        }
    }

    @Override
    public @Nullable StorageFile getParentDir() {
        File parent = getParentFile();
        return parent == null ? null : other(parent);
    }

    boolean make() throws IOException {
        return super.createNewFile();
    }

    boolean makeFolder() {
        return super.mkdir();
    }

    boolean unlink() {
        return super.delete();
    }

    boolean move(File to) {
        return super.renameTo(to);
    }

    @Override
    public boolean createNewFile() throws IOException {
        return forced(make());
    }

    @Override
    public boolean mkdir() {
        return forced(makeFolder());
    }

    @Override
    public boolean mkdirs() {
        StorageFile parent = getParentDir();
        if (parent != null && !parent.exists()) {
            parent.mkdirs();
        }
        return mkdir();
    }

    @Override
    public boolean delete() {
        var guard = DerbyPageGuard.of(this);
        if (guard != null) {
            guard.forget(getAbsoluteFile());
        }
        return forced(unlink());
    }

    @Override
    public boolean renameTo(StorageFile to) {
        boolean renamed = move((File) to);
        if (renamed) {
            forceNames();
            other((File) to).forceNames();
        }
        return renamed;
    }

    @Override
    public boolean deleteAll() {
        File[] children = listFiles();
        if (children != null) {
            for (File child : children) {
                other(child).deleteAll();
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
        boolean made = !exists();
        var out = output(append);
        forced(made);
        return out;
    }

    /// Its content is not safe before it is forced.
    FileOutputStream output(boolean append) throws FileNotFoundException {
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
        boolean made = !exists();
        var opened = open(mode);
        forced(made);
        var writes = DerbyWrites.of(this);
        var access = writes == null ? opened : new DerbyWatchedFile(writes, this, opened);
        var guard = DerbyPageGuard.of(this);
        try {
            return guard == null ? access : new DerbyGuardedFile(guard, this, access);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + this, e);
        }
    }

    /// The data directory is its owner's alone.
    @Override
    public void limitAccessToOwner() {}
}
