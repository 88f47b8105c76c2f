package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import org.apache.derby.io.StorageRandomAccessFile;

/// An open file of Derby's, which takes its channel where many read at once.
final class DerbyAccess extends RandomAccessFile implements StorageRandomAccessFile {
    private final File path;
    private final String mode;
    private final boolean control;

    DerbyAccess(File path, String mode) throws FileNotFoundException {
        super(path, mode);
        this.path = path;
        this.mode = mode;
        this.control = DerbyControl.isOne(path);
    }

    @Override
    public StorageRandomAccessFile clone() {
        try {
            return new DerbyAccess(path, mode);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (!control || !DerbyControl.isEarly(path, octets, offset, length)) {
            super.write(octets, offset, length);
        }
    }

    @Override
    public void sync() throws IOException {
        getFD().sync();
    }
}
