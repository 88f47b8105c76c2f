package org.posthorn.mailbox.segment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The first octets of a record.
///
/// @param segment the unique id of the segment: octets of mail that look like a header lack it
/// @param body the body's id
/// @param octets of the whole record
/// @param length of the body, uncompressed
/// @param frames how many entries the table has
/// @param hasComputed whether the last of them is what was computed of the body
record RecordHeader(
        long segment, long body, long octets, long length, int frames, boolean hasComputed) {
    static final int OCTETS = 48;

    /// "PHR1".
    private static final int MAGIC = 0x50485231;

    private static final int COMPUTED = 1;

    /// The same in another segment.
    RecordHeader in(long other) {
        return new RecordHeader(other, body, octets, length, frames, hasComputed);
    }

    /// Its place in the record is the first.
    void write(byte[] record) {
        var out = ByteBuffer.wrap(record, 0, OCTETS);
        out.putInt(MAGIC)
                .putInt(hasComputed ? COMPUTED : 0)
                .putLong(segment)
                .putLong(body)
                .putLong(octets)
                .putLong(length)
                .putInt(frames);
        out.putInt(checksum(record, 0));
    }

    /// The header in an array, if there is one.
    static Optional<RecordHeader> read(byte[] from, int offset) {
        var in = ByteBuffer.wrap(from, offset, OCTETS);
        if (in.getInt() != MAGIC) {
            return Optional.empty();
        }
        int flags = in.getInt();
        var header =
                new RecordHeader(
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getInt(),
                        (flags & COMPUTED) != 0);
        boolean right = in.getInt() == checksum(from, offset);
        return right && header.isPossible() ? Optional.of(header) : Optional.empty();
    }

    private static int checksum(byte[] octets, int offset) {
        var checksum = new CRC32C();
        checksum.update(octets, offset, OCTETS - Integer.BYTES);
        return (int) checksum.getValue();
    }

    private boolean isPossible() {
        return length >= 0 && frames >= 0 && octets >= (long) OCTETS + tableOctets();
    }

    long tableOctets() {
        return FrameTable.octets(frames);
    }

    long tablePosition() {
        return octets - tableOctets();
    }
}
