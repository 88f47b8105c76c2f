package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import org.apache.derby.io.StorageRandomAccessFile;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.DiskFaults.Deed;

/// A name on a [FaultyDisk].
final class FaultyFile extends DerbyFile {
    private static final long serialVersionUID = 1L;

    FaultyFile(File file) {
        super(file);
    }

    @Override
    DerbyFile other(File file) {
        return new FaultyFile(file);
    }

    @Override
    StorageRandomAccessFile open(String mode) throws FileNotFoundException {
        boolean made = !exists();
        var access = new FaultyAccess(this, mode);
        if (made) {
            DiskJournal.of(toPath()).made(toPath());
        }
        return access;
    }

    @Override
    boolean make() throws IOException {
        boolean made = super.make();
        if (made) {
            DiskJournal.of(toPath()).made(toPath());
        }
        return made;
    }

    @Override
    boolean makeFolder() {
        boolean made = super.makeFolder();
        if (made) {
            DiskJournal.of(toPath()).madeFolder(toPath());
        }
        return made;
    }

    @Override
    boolean unlink() {
        boolean deleted = super.unlink();
        if (deleted) {
            DiskJournal.of(toPath()).deleted(toPath());
        }
        return deleted;
    }

    @Override
    boolean move(File to) {
        boolean moved = super.move(to);
        if (moved) {
            DiskJournal.of(toPath()).renamed(toPath(), to.toPath());
        }
        return moved;
    }

    @Override
    void forceFolder() throws IOException {
        File folder = getAbsoluteFile().getParentFile();
        DiskFaults.pass(new Deed(Act.FORCE, folder.getPath()));
        DiskJournal.of(toPath()).forcedFolder(folder.toPath());
        DiskFaults.passed(new Deed(Act.FORCE, folder.getPath()));
    }

    @Override
    FileOutputStream output(boolean append) throws FileNotFoundException {
        if (!exists() || !append) {
            DiskJournal.of(toPath()).made(toPath());
        }
        return new Output(append);
    }

    private final class Output extends FileOutputStream {
        private long position;

        Output(boolean append) throws FileNotFoundException {
            super(FaultyFile.this, append);
            position = append ? FaultyFile.this.length() : 0;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets) throws IOException {
            write(octets, 0, octets.length);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            DiskFaults.pass(new Deed(Act.WRITE, getPath()));
            super.write(octets, offset, length);
            DiskJournal.of(toPath()).wrote(toPath(), octets, offset, length, position);
            position += length;
            DiskFaults.passed(new Deed(Act.WRITE, getPath()));
        }

        void force() throws IOException {
            DiskFaults.pass(new Deed(Act.FORCE, getPath()));
            DiskJournal.of(toPath()).forced(toPath());
            DiskFaults.passed(new Deed(Act.FORCE, getPath()));
        }
    }

    /// Forces what was written to a stream of such a file.
    static void force(FileOutputStream stream) throws IOException {
        ((Output) stream).force();
    }
}
