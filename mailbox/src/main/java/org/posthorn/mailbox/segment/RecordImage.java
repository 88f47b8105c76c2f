package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A record in heap, but for where it will be.
final class RecordImage implements RecordFrames.Sink {
    private byte[] octets;
    private int length;

    private RecordImage(int capacity) {
        octets = new byte[capacity];
    }

    /// Of a small body.
    ///
    /// @param in all of its octets
    /// @param size how many they are
    /// @param computed empty when it is not to be kept here
    static RecordImage of(Packing packing, long body, InputStream in, int size, byte[] computed)
            throws IOException {
        int likely = (size + computed.length) / (packing == Packing.NOW ? 2 : 1);
        var image = new RecordImage(RecordHeader.OCTETS + likely + 256);
        var frames = new RecordFrames(packing, image);
        byte[] frame = new byte[Math.min(size, RecordFrames.FRAME_OCTETS)];
        int rest = size;
        while (rest > 0) {
            int count = in.readNBytes(frame, 0, Math.min(rest, frame.length));
            if (count == 0) {
                throw new IOException("an arriving message has become shorter");
            }
            frames.add(frame, 0, count);
            rest -= count;
        }
        // Of no segment yet.
        frames.end(0, body, computed);
        return image;
    }

    @Override
    public void write(byte[] from, int offset, int count, long position) {
        int end = Math.toIntExact(position + count);
        if (end > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(end, octets.length + octets.length / 2));
        }
        System.arraycopy(from, offset, octets, (int) position, count);
        length = Math.max(length, end);
    }

    int length() {
        return length;
    }

    /// Says in the header which segment it is going to be in.
    byte[] in(long segment) {
        RecordHeader.read(octets, 0).orElseThrow().in(segment).write(octets);
        return octets;
    }
}
