package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.posthorn.mailbox.disk.FrameCodec;
import org.posthorn.mailbox.rows.Spool;

/// A record that is written to its place while its body arrives, in a segment that nobody else
/// writes to meanwhile.
public final class LargeRecord implements Spool {
    private final Segments segments;
    private final SegmentFile segment;
    private final long start;
    private final RecordFrames frames;
    private final byte[] frame;
    private int filled;
    private boolean ended;
    private boolean closed;

    LargeRecord(Segments segments, SegmentFile segment, int frameOctets) {
        this.segments = segments;
        this.segment = segment;
        this.start = segment.end();
        this.frame = new byte[frameOctets];
        this.frames =
                new RecordFrames(
                        segment.packing(),
                        (octets, offset, length, position) ->
                                segment.file().write(octets, offset, length, start + position));
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (ended || closed) {
            throw new IllegalStateException("ended");
        }
        int from = offset;
        int rest = length;
        while (rest > 0) {
            int count = Math.min(rest, frame.length - filled);
            System.arraycopy(octets, from, frame, filled, count);
            filled += count;
            from += count;
            rest -= count;
            if (filled == frame.length) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            frames.add(frame, 0, filled);
            filled = 0;
        }
    }

    /// What was written up to here; read by one thread, which does not write meanwhile.
    @Override
    public InputStream open() {
        return new Stream(List.copyOf(frames.frames()), Arrays.copyOf(frame, filled));
    }

    private final class Stream extends InputStream {
        private final List<Frame> rest;
        private final byte[] last;
        private byte[] part = new byte[0];
        private int next;
        private int at;

        Stream(List<Frame> rest, byte[] last) {
            this.rest = rest;
            this.last = last;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (at == part.length) {
                if (next > rest.size()) {
                    return -1;
                }
                part = next < rest.size() ? octets(rest.get(next)) : last;
                next++;
                at = 0;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, into, offset, count);
            at += count;
            return count;
        }

        private byte[] octets(Frame from) throws IOException {
            byte[] stored = segment.file().read(from.stored(), start + from.position());
            return from.isCompressed()
                    ? FrameCodec.decompress(stored, 0, stored.length, from.length())
                    : stored;
        }
    }

    /// Whether it can be ended: once.
    public boolean isOpen() {
        return !ended && !closed;
    }

    /// Writes what is left, and forces it.
    ///
    /// @param prologue what stands before all that was written
    /// @param computed empty when it is not to be kept here
    /// @return of a record that no row names yet
    public Written end(long body, byte[] prologue, byte[] computed) throws IOException {
        flush();
        frames.addFirst(prologue);
        long octets = frames.end(segment.unique(), body, computed);
        segment.take(octets);
        ended = true;
        segment.use();
        boolean safe = false;
        try {
            segments.force(segment);
            safe = true;
            return new Written(new RecordPlace(segment.number(), start, octets), segment);
        } finally {
            if (!safe) {
                segment.endUse();
            }
            segments.giveBack(segment);
        }
    }

    /// Forgets what was written, unless it has been ended.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (!ended) {
            segments.giveBackUnused(segment, start);
        }
    }
}
