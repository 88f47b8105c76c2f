package org.posthorn.mailbox.segment;

import java.io.IOException;
import org.posthorn.mailbox.disk.DamagedRecordException;

/// Copies records to the end of a segment that nobody else writes to meanwhile.
final class Copying implements AutoCloseable {
    private static final int PART_OCTETS = 256 * 1024;

    private final Segments segments;
    private final SegmentFile target;

    Copying(Segments segments, SegmentFile target) {
        this.segments = segments;
        this.target = target;
    }

    /// Copies a record as it is.
    ///
    /// @return where the copy is, which is not forced yet
    /// @throws org.posthorn.mailbox.disk.DamagedRecordException when a part of the record is not
    ///   what was written
    RecordPlace copy(BodyRecord record) throws IOException {
        var place = record.place();
        var stored = segments.read(place, record.body());
        stored.check();
        long start = target.end();
        SegmentFile source = segments.open().use(place.segment());
        try {
            byte[] part = new byte[(int) Math.min(PART_OCTETS, place.octets())];
            for (long done = 0; done < place.octets(); done += part.length) {
                int count = (int) Math.min(part.length, place.octets() - done);
                source.file().read(part, 0, count, place.position() + done);
                if (done == 0) {
                    stored.header().in(target.unique()).write(part);
                }
                target.file().write(part, 0, count, start + done);
            }
        } finally {
            source.endUse();
        }
        target.take(place.octets());
        return new RecordPlace(target.number(), start, place.octets());
    }

    /// Copies a record in frames of the usual length, compressed.
    ///
    /// @return as of [#copy]
    /// @throws org.posthorn.mailbox.disk.DamagedRecordException as of [#copy]
    RecordPlace pack(BodyRecord record) throws IOException {
        var stored = segments.read(record.place(), record.body());
        long start = target.end();
        var frames =
                new RecordFrames(
                        Packing.NOW,
                        (octets, offset, length, position) ->
                                target.file().write(octets, offset, length, start + position));
        new Reframing(frames).add(stored);
        if (frames.length() != stored.length()) {
            throw new DamagedRecordException("a record has another length than its body");
        }
        long octets = frames.end(target.unique(), record.body(), stored.computed());
        target.take(octets);
        return new RecordPlace(target.number(), start, octets);
    }

    void force() throws IOException {
        segments.force(target);
    }

    /// No commit that names a copy is under way any more.
    @Override
    public void close() {
        segments.giveBack(target);
    }
}
