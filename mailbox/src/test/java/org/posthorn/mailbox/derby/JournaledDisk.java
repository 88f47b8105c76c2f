package org.posthorn.mailbox.derby;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.DiskFaults.Deed;
import org.posthorn.mailbox.disk.Disk;
import org.posthorn.mailbox.disk.DiskFile;
import org.posthorn.mailbox.disk.LocalDisk;

/// The disk of segments as [FaultyDisk] is that of the database.
public final class JournaledDisk implements Disk {
    private final Disk disk = new LocalDisk();

    @Override
    public void makeFolder(Path folder) throws IOException {
        if (!folder.toFile().isDirectory()) {
            disk.makeFolder(folder);
            DiskJournal.of(folder).madeFolder(folder);
            forceFolder(folder.toAbsolutePath().resolveSibling(""));
        }
    }

    @Override
    public List<Path> files(Path folder) throws IOException {
        return disk.files(folder);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        DiskFaults.pass(new Deed(Act.WRITE, file.toString()));
        var made = new Journaled(file, disk.create(file));
        DiskJournal.of(file).made(file);
        DiskFaults.passed(new Deed(Act.WRITE, file.toString()));
        return made;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Journaled(file, disk.open(file));
    }

    @Override
    public long size(Path file) throws IOException {
        return disk.size(file);
    }

    @Override
    public void replace(Path file, Path by) throws IOException {
        DiskFaults.pass(new Deed(Act.NAME, file.toString()));
        disk.replace(file, by);
        DiskJournal.of(file).renamed(by, file);
        DiskFaults.passed(new Deed(Act.NAME, file.toString()));
    }

    @Override
    public void delete(Path file) throws IOException {
        DiskFaults.pass(new Deed(Act.NAME, file.toString()));
        disk.delete(file);
        DiskJournal.of(file).deleted(file);
        DiskFaults.passed(new Deed(Act.NAME, file.toString()));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        DiskFaults.pass(new Deed(Act.FORCE, folder.toString()));
        DiskJournal.of(folder).forcedFolder(folder);
        DiskFaults.passed(new Deed(Act.FORCE, folder.toString()));
    }

    private record Journaled(Path path, DiskFile file) implements DiskFile {
        private DiskJournal journal() {
            return DiskJournal.of(path);
        }

        private Deed deed(Act act) {
            return new Deed(act, path.toString());
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(byte[] into, int offset, int length, long position) throws IOException {
            DiskFaults.pass(deed(Act.READ));
            file.read(into, offset, length, position);
            DiskFaults.spoil(deed(Act.READ), into, offset, length);
        }

        @Override
        public void write(byte[] octets, int offset, int length, long position) throws IOException {
            DiskFaults.pass(deed(Act.WRITE));
            file.write(octets, offset, length, position);
            journal().wrote(path, octets, offset, length, position);
            DiskFaults.passed(deed(Act.WRITE));
        }

        @Override
        public void truncate(long size) throws IOException {
            DiskFaults.pass(deed(Act.WRITE));
            file.truncate(size);
            journal().resized(path, size);
            DiskFaults.passed(deed(Act.WRITE));
        }

        @Override
        public void force() throws IOException {
            DiskFaults.pass(deed(Act.FORCE));
            journal().forced(path);
            DiskFaults.passed(deed(Act.FORCE));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
