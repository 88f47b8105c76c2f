package org.posthorn.mailbox.segment;

import java.io.IOException;

/// Makes frames of the usual length out of others.
final class Reframing {
    private final RecordFrames frames;
    private final byte[] frame = new byte[RecordFrames.FRAME_OCTETS];
    private int filled;

    Reframing(RecordFrames frames) {
        this.frames = frames;
    }

    /// Adds all of a record's body.
    void add(StoredRecord record) throws IOException {
        record.forEachPart(this::take);
        flush();
    }

    private void take(byte[] part) throws IOException {
        int at = 0;
        while (at < part.length) {
            int count = Math.min(frame.length - filled, part.length - at);
            System.arraycopy(part, at, frame, filled, count);
            filled += count;
            at += count;
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
}
