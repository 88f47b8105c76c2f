package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.disk.FrameCodec;

/// A record that is read: where its frames are.
public final class StoredRecord {
    /// A record up to this is read at once.
    private static final int WHOLE_OCTETS = 256 * 1024;

    private final OpenSegments segments;
    private final RecordPlace place;
    private final RecordHeader header;
    private final List<Frame> frames;

    /// All of a small record; empty for a large one.
    private final byte[] octets;

    private StoredRecord(
            OpenSegments segments,
            RecordPlace place,
            RecordHeader header,
            List<Frame> frames,
            byte[] octets) {
        this.segments = segments;
        this.place = place;
        this.header = header;
        this.frames = frames;
        this.octets = octets;
    }

    /// @throws java.nio.file.NoSuchFileException when the segment is gone
    /// @throws DamagedRecordException when there is no such record
    static StoredRecord read(OpenSegments segments, RecordPlace place, long body)
            throws IOException {
        SegmentFile segment = segments.use(place.segment());
        try {
            boolean whole = place.octets() <= WHOLE_OCTETS;
            int length = whole ? (int) place.octets() : RecordHeader.OCTETS;
            if (length < RecordHeader.OCTETS
                    || place.position() + place.octets() > segment.file().size()) {
                throw new DamagedRecordException("a record is missing");
            }
            byte[] octets = segment.file().read(length, place.position());
            var header =
                    RecordHeader.read(octets, 0)
                            .filter(found ->
                                    found.segment() == segment.unique()
                                            && found.body() == body
                                            && found.octets() == place.octets())
                            .orElseThrow(() ->
                                    new DamagedRecordException("a record's header is damaged"));
            byte[] table =
                    whole
                            ? octets
                            : segment.file()
                                    .read(
                                            Math.toIntExact(header.tableOctets()),
                                            place.position() + header.tablePosition());
            int at = whole ? (int) header.tablePosition() : 0;
            var frames = FrameTable.decode(header, table, at);
            return new StoredRecord(segments, place, header, frames, whole ? octets : new byte[0]);
        } finally {
            segment.endUse();
        }
    }

    /// Of the body, in octets.
    public long length() {
        return header.length();
    }

    RecordHeader header() {
        return header;
    }

    /// Reads all of it.
    ///
    /// @throws DamagedRecordException when a part is not what was written
    public void check() throws IOException {
        long found = 0;
        for (Frame frame : frames) {
            found += octets(frame).length;
        }
        if (header.hasComputed()) {
            found -= frames.getLast().length();
        }
        if (found != header.length()) {
            throw new DamagedRecordException("a record has another length than its body");
        }
    }

    /// Takes a body in parts.
    @FunctionalInterface
    interface Taking {
        void take(byte[] part) throws IOException;
    }

    /// Reads all of the body.
    ///
    /// @throws DamagedRecordException when a part is not what was written
    void forEachPart(Taking taking) throws IOException {
        for (Frame frame : frames.subList(0, bodyFrames())) {
            taking.take(octets(frame));
        }
    }

    private int bodyFrames() {
        return header.hasComputed() ? frames.size() - 1 : frames.size();
    }

    /// What was computed of the body, if that is kept here; empty otherwise.
    public byte[] computed() throws IOException {
        return header.hasComputed() ? octets(frames.getLast()) : new byte[0];
    }

    /// All of a body.
    public byte[] whole() throws IOException {
        if (bodyFrames() == 1) {
            return octets(frames.getFirst());
        }
        byte[] all = new byte[Math.toIntExact(header.length())];
        int at = 0;
        for (Frame frame : frames.subList(0, bodyFrames())) {
            byte[] part = octets(frame);
            if (part.length > all.length - at) {
                throw new DamagedRecordException("frames are longer than the body");
            }
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /// Where the frame begins that holds an offset of the body, and how long it is.
    public Part partAt(long offset) throws DamagedRecordException {
        long start = 0;
        for (Frame frame : frames.subList(0, bodyFrames())) {
            if (offset < start + frame.length()) {
                return new Part(this, frame, start);
            }
            start += frame.length();
        }
        throw new DamagedRecordException("a record is shorter than its body");
    }

    /// A part of a body.
    ///
    /// @param start of its first octet in the body
    public record Part(StoredRecord record, Frame frame, long start) {
        public int length() {
            return frame.length();
        }

        public byte[] octets() throws IOException {
            return record.octets(frame);
        }
    }

    private byte[] octets(Frame frame) throws IOException {
        if (frame.position() < RecordHeader.OCTETS
                || frame.stored() < 0
                || frame.length() < frame.stored()
                || frame.position() + frame.stored() > header.tablePosition()) {
            throw new DamagedRecordException("a frame lies outside of its record");
        }
        boolean whole = octets.length > 0;
        byte[] from = whole ? octets : read(frame);
        int at = whole ? (int) frame.position() : 0;
        if (FrameTable.checksum(from, at, frame.stored()) != frame.checksum()) {
            throw new DamagedRecordException("a frame fails its checksum");
        }
        if (frame.isCompressed()) {
            return FrameCodec.decompress(from, at, frame.stored(), frame.length());
        }
        return whole ? Arrays.copyOfRange(from, at, at + frame.stored()) : from;
    }

    private byte[] read(Frame frame) throws IOException {
        SegmentFile segment = segments.use(place.segment());
        try {
            return segment.file().read(frame.stored(), place.position() + frame.position());
        } finally {
            segment.endUse();
        }
    }
}
