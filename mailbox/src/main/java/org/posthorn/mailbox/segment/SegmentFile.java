package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.mailbox.disk.DiskFile;

/// An open segment, and how many use it.
final class SegmentFile {
    /// Records begin at multiples of this, where one is looked for.
    static final int ALIGNMENT = 16;

    private static final System.Logger LOG = System.getLogger(SegmentFile.class.getName());

    private final SegmentHeader header;
    private final DiskFile file;
    private final SharedForce force;

    /// Readers, and records whose rows are not committed yet.
    private final AtomicInteger users = new AtomicInteger();

    private volatile boolean retired;

    /// Where the next record goes; changed by whoever may append.
    private long end;

    SegmentFile(SegmentHeader header, DiskFile file, long end) {
        this.header = header;
        this.file = file;
        this.end = end;
        this.force = new SharedForce(file::force);
    }

    long number() {
        return header.number();
    }

    long unique() {
        return header.unique();
    }

    Packing packing() {
        return header.packing();
    }

    DiskFile file() {
        return file;
    }

    long end() {
        return end;
    }

    /// Takes room at the end.
    ///
    /// @return its position
    long take(long octets) {
        long position = end;
        end = aligned(position + octets);
        return position;
    }

    /// Gives back what was taken from a position on and not used.
    void giveBackFrom(long position) {
        end = position;
    }

    static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    void force() throws IOException {
        force.await();
    }

    void use() {
        users.incrementAndGet();
    }

    void endUse() {
        if (users.decrementAndGet() == 0 && retired) {
            closeQuietly();
        }
    }

    /// Closes it behind its last user: who comes to it by its name does not find it any more.
    void retire() {
        retired = true;
        if (!isUsed()) {
            closeQuietly();
        }
    }

    /// Its octets are gone for everybody; what stays behind is a handle at most.
    private void closeQuietly() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a deleted segment cannot be closed", e);
        }
    }

    boolean isUsed() {
        return users.get() > 0;
    }
}
