package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.derby.io.StorageRandomAccessFile;

/// Clears what a cut of power left behind the end of Derby's log.
///
/// A disk may have later blocks of what was not forced and lack earlier ones. Derby begins to write
/// where the first is missing. A server that starts as the last one did writes the same records
/// again, up to where the old blocks go on: the next recovery would take those for what came after
/// (decision 0022).
///
/// A record of Derby's log is its length (4 octets), where it is (8: the file's number and the
/// position), its data, and the length again. A length of 0 is the end.
final class DerbyLogTail {
    private static final Pattern NAME = Pattern.compile("log(\\d+)\\.dat");

    /// Of a log file.
    private static final int HEADER_OCTETS = 24;

    /// Of a record, beside its data.
    private static final int OVERHEAD_OCTETS = 16;

    private static final int BLOCK_OCTETS = 256 * 1024;

    private final DerbyDisk disk;
    private final File folder;

    DerbyLogTail(DerbyDisk disk, File database) {
        this.disk = disk;
        this.folder = new File(database, "log");
    }

    void clear() throws IOException {
        Optional<File> last = last();
        if (last.isPresent()) {
            var file = disk.file(last.get()).getRandomAccessFile("rw");
            try {
                clear(file, number(last.get()));
            } finally {
                file.close();
            }
        }
    }

    private Optional<File> last() {
        File[] files = folder.listFiles((_, name) -> NAME.matcher(name).matches());
        return files == null
                ? Optional.empty()
                : Arrays.stream(files).max(Comparator.comparingLong(DerbyLogTail::number));
    }

    private static long number(File file) {
        var name = NAME.matcher(file.getName());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    private static void clear(StorageRandomAccessFile file, long number) throws IOException {
        long length = file.length();
        long end = end(file, number, length);
        long left = firstLeft(file, end, length);
        if (left < length) {
            zero(file, left, length);
            file.sync();
        }
    }

    /// Where the first record would begin that is not there.
    private static long end(StorageRandomAccessFile file, long number, long length)
            throws IOException {
        long position = HEADER_OCTETS;
        while (position + OVERHEAD_OCTETS <= length) {
            file.seek(position);
            int octets = file.readInt();
            long behind = position + OVERHEAD_OCTETS + octets;
            if (octets <= 0 || behind > length || file.readLong() != (number << 32 | position)) {
                return position;
            }
            file.seek(behind - Integer.BYTES);
            if (file.readInt() != octets) {
                return position;
            }
            position = behind;
        }
        return position;
    }

    /// The first octet behind the end that is not 0.
    private static long firstLeft(StorageRandomAccessFile file, long end, long length)
            throws IOException {
        byte[] block = new byte[BLOCK_OCTETS];
        for (long at = end; at < length; at += block.length) {
            int count = (int) Math.min(block.length, length - at);
            file.seek(at);
            file.readFully(block, 0, count);
            for (int i = 0; i < count; i++) {
                if (block[i] != 0) {
                    return at + i;
                }
            }
        }
        return length;
    }

    private static void zero(StorageRandomAccessFile file, long from, long to) throws IOException {
        byte[] zeros = new byte[BLOCK_OCTETS];
        file.seek(from);
        for (long at = from; at < to; at += zeros.length) {
            file.write(zeros, 0, (int) Math.min(zeros.length, to - at));
        }
    }
}
