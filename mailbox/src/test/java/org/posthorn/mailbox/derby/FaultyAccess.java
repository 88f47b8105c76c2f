package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import org.apache.derby.io.StorageRandomAccessFile;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.DiskFaults.Deed;

/// An open file on a [FaultyDisk].
final class FaultyAccess extends DerbyOctets {
    private final File path;
    private final String mode;
    private final RandomAccessFile file;

    FaultyAccess(File path, String mode) throws FileNotFoundException {
        this.path = path;
        this.mode = mode;
        this.file = new RandomAccessFile(path, mode);
    }

    private Deed deed(Act act) {
        return new Deed(act, path.getPath());
    }

    /// Files that are written through are forced by each write.
    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        DiskFaults.pass(deed(Act.WRITE));
        if (DerbyControl.isOne(path) && DerbyControl.isEarly(path, octets, offset, length)) {
            return;
        }
        long position = file.getFilePointer();
        file.write(octets, offset, length);
        journal().wrote(path.toPath(), octets, offset, length, position);
        DiskFaults.passed(deed(Act.WRITE));
        if (isWrittenThrough()) {
            sync();
        }
    }

    private boolean isWrittenThrough() {
        return mode.length() > 2;
    }

    private DiskJournal journal() {
        return DiskJournal.of(path.toPath());
    }

    @Override
    public StorageRandomAccessFile clone() {
        try {
            return new FaultyAccess(path, mode);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sync() throws IOException {
        DiskFaults.pass(deed(Act.FORCE));
        journal().forced(path.toPath());
        DiskFaults.passed(deed(Act.FORCE));
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        DiskFaults.pass(deed(Act.READ));
        int read = file.read(octets, offset, length);
        DiskFaults.spoil(deed(Act.READ), octets, offset, read);
        return read;
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public long getFilePointer() throws IOException {
        return file.getFilePointer();
    }

    @Override
    public void seek(long position) throws IOException {
        file.seek(position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public void setLength(long length) throws IOException {
        DiskFaults.pass(deed(Act.WRITE));
        file.setLength(length);
        journal().resized(path.toPath(), length);
        DiskFaults.passed(deed(Act.WRITE));
        if (isWrittenThrough()) {
            sync();
        }
    }
}
