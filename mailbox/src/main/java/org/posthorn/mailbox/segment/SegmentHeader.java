package org.posthorn.mailbox.segment;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The first octets of a segment.
///
/// @param number as its name says
/// @param unique drawn at random, and in the header of each of its records
/// @param packing when the frames of its records are compressed
record SegmentHeader(long number, long unique, Packing packing) {
    static final int OCTETS = 32;

    /// "PHSEGMT1".
    private static final long MAGIC = 0x50485345474d5431L;

    private static final int LATER = 1;

    byte[] encode() {
        var out = ByteBuffer.allocate(OCTETS);
        out.putLong(MAGIC).putLong(number).putLong(unique);
        out.putInt(packing == Packing.LATER ? LATER : 0);
        out.putInt(FrameTable.checksum(out.array(), 0, out.position()));
        return out.array();
    }

    /// Empty when it is none.
    static Optional<SegmentHeader> decode(byte[] octets) {
        var in = ByteBuffer.wrap(octets);
        long magic = in.getLong();
        var header =
                new SegmentHeader(
                        in.getLong(),
                        in.getLong(),
                        in.getInt() == LATER ? Packing.LATER : Packing.NOW);
        int checked = in.position();
        boolean right = in.getInt() == FrameTable.checksum(octets, 0, checked);
        return right && magic == MAGIC ? Optional.of(header) : Optional.empty();
    }
}
