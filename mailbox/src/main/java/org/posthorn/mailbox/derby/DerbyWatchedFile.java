package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import org.apache.derby.io.StorageRandomAccessFile;

/// An open file whose writes are watched.
final class DerbyWatchedFile extends DerbyOctets {
    private final DerbyWrites writes;
    private final File path;
    private final StorageRandomAccessFile file;

    DerbyWatchedFile(DerbyWrites writes, File path, StorageRandomAccessFile file) {
        this.writes = writes;
        this.path = path;
        this.file = file;
    }

    @Override
    public StorageRandomAccessFile clone() {
        return new DerbyWatchedFile(writes, path, file.clone());
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        writes.run(path, () -> file.write(octets, offset, length));
    }

    @Override
    public void sync() throws IOException {
        writes.run(path, file::sync);
    }

    @Override
    public void setLength(long length) throws IOException {
        writes.run(path, () -> file.setLength(length));
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        return file.read(octets, offset, length);
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
}
