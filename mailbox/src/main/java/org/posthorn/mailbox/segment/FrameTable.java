package org.posthorn.mailbox.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.posthorn.mailbox.disk.DamagedRecordException;

/// The last octets of a record: its frames in the order of the body, whose first, the lines that
/// were put on top, may have been written last.
final class FrameTable {
    private static final int ENTRY_OCTETS = 20;

    private FrameTable() {}

    static long octets(int frames) {
        return (long) frames * ENTRY_OCTETS + Integer.BYTES;
    }

    static byte[] encode(List<Frame> frames) {
        var out = ByteBuffer.allocate(Math.toIntExact(octets(frames.size())));
        for (Frame frame : frames) {
            out.putLong(frame.position())
                    .putInt(frame.stored())
                    .putInt(frame.length())
                    .putInt(frame.checksum());
        }
        out.putInt(checksum(out.array(), 0, out.position()));
        return out.array();
    }

    /// @param header which says how many there are
    /// @throws DamagedRecordException when it is not what was written
    static List<Frame> decode(RecordHeader header, byte[] from, int offset)
            throws DamagedRecordException {
        int length = Math.toIntExact(header.tableOctets());
        var in = ByteBuffer.wrap(from, offset, length);
        var frames = new ArrayList<Frame>(header.frames());
        for (int i = 0; i < header.frames(); i++) {
            frames.add(new Frame(in.getLong(), in.getInt(), in.getInt(), in.getInt()));
        }
        if (in.getInt() != checksum(from, offset, length - Integer.BYTES)) {
            throw new DamagedRecordException("the table of a record fails its checksum");
        }
        return frames;
    }

    static int checksum(byte[] octets, int offset, int length) {
        var checksum = new CRC32C();
        checksum.update(octets, offset, length);
        return (int) checksum.getValue();
    }
}
