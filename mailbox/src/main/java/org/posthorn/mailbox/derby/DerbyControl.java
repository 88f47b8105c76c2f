package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/// Derby's two control files, which name the record of the log that a recovery begins at.
///
/// At the end of a recovery Derby writes them twice: first before the record is in the log, which
/// is why a cut of power at that moment would leave a database that nothing opens any more
/// (decision 0022). What names a record that is not there is not written; the second time it is.
final class DerbyControl {
    /// Where the number of the log file and the position in it are.
    private static final int INSTANT = 8;

    private DerbyControl() {}

    static boolean isOne(File file) {
        return file.getName().equals("log.ctrl") || file.getName().equals("logmirror.ctrl");
    }

    /// Whether these octets for a control file name a record that the log lacks.
    static boolean isEarly(File control, byte[] octets, int offset, int length) throws IOException {
        if (length < INSTANT + Long.BYTES) {
            return false;
        }
        long instant = ByteBuffer.wrap(octets, offset, length).getLong(offset + INSTANT);
        long number = instant >>> 32;
        long position = instant & 0xFFFF_FFFFL;
        File log = new File(control.getParentFile(), "log" + number + ".dat");
        return number > 0 && !hasRecord(log, instant, position);
    }

    private static boolean hasRecord(File log, long instant, long position) throws IOException {
        if (log.length() < position + Integer.BYTES + Long.BYTES) {
            return false;
        }
        try (var file = new RandomAccessFile(log, "r")) {
            file.seek(position);
            return file.readInt() > 0 && file.readLong() == instant;
        }
    }
}
