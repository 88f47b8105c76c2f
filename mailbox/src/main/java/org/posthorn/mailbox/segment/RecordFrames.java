package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.disk.FrameCodec;

/// Turns octets into the frames of a record, and writes them.
final class RecordFrames {
    /// What most frames stand for: any offset of a large body is so near to where reading begins.
    static final int FRAME_OCTETS = 128 * 1024;

    private final Sink sink;
    private final Packing packing;
    private final List<Frame> frames = new ArrayList<>();
    private byte[] compressed = new byte[0];
    private long position = RecordHeader.OCTETS;
    private long length;

    /// Where a record's octets go.
    @FunctionalInterface
    interface Sink {
        /// Writes a part.
        ///
        /// @param position from the record's start
        void write(byte[] octets, int offset, int length, long position) throws IOException;
    }

    RecordFrames(Packing packing, Sink sink) {
        this.packing = packing;
        this.sink = sink;
    }

    /// How long the body is up to here.
    long length() {
        return length;
    }

    List<Frame> frames() {
        return frames;
    }

    /// Adds octets of the body, at most [#FRAME_OCTETS].
    void add(byte[] octets, int offset, int count) throws IOException {
        frames.add(write(octets, offset, count));
        length += count;
    }

    /// Adds what stands before all of the body.
    void addFirst(byte[] octets) throws IOException {
        if (octets.length > 0) {
            frames.addFirst(write(octets, 0, octets.length));
            length += octets.length;
        }
    }

    /// Writes what was computed, the table, and last of all the header.
    ///
    /// @param computed empty when it is not to be kept here
    /// @return the octets of the record
    long end(long segment, long body, byte[] computed) throws IOException {
        if (computed.length > 0) {
            frames.add(write(computed, 0, computed.length));
        }
        byte[] table = FrameTable.encode(frames);
        sink.write(table, 0, table.length, position);
        position += table.length;
        byte[] header = new byte[RecordHeader.OCTETS];
        new RecordHeader(segment, body, position, length, frames.size(), computed.length > 0)
                .write(header);
        sink.write(header, 0, header.length, 0);
        return position;
    }

    private Frame write(byte[] octets, int offset, int count) throws IOException {
        return switch (packing) {
            case NOW -> writeCompressed(octets, offset, count);
            case LATER -> write(octets, offset, count, count);
        };
    }

    private Frame writeCompressed(byte[] octets, int offset, int count) throws IOException {
        int bound = FrameCodec.bound(count);
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int stored = FrameCodec.compress(octets, offset, count, compressed, 0);
        return stored < count
                ? write(compressed, 0, stored, count)
                : write(octets, offset, count, count);
    }

    /// @param stored how many octets are written
    /// @param count how many they stand for
    private Frame write(byte[] from, int at, int stored, int count) throws IOException {
        var frame = new Frame(position, stored, count, FrameTable.checksum(from, at, stored));
        sink.write(from, at, stored, position);
        position += stored;
        return frame;
    }
}
