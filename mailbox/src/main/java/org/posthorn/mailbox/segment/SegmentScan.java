package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes through the records of a segment that nobody writes to any more.
///
/// What is no record, such as one that was not finished, is passed over.
final class SegmentScan {
    private static final int WINDOW_OCTETS = 64 * 1024;

    private final OpenSegments segments;
    private final long number;
    private long position = SegmentFile.aligned(SegmentHeader.OCTETS);
    private byte[] window = new byte[0];
    private long windowStart;

    SegmentScan(OpenSegments segments, long number) {
        this.segments = segments;
        this.number = number;
    }

    /// The next records; none at the end.
    List<BodyRecord> next(int most) throws IOException {
        var found = new ArrayList<BodyRecord>();
        SegmentFile segment = segments.use(number);
        try {
            long size = segment.file().size();
            while (found.size() < most && position + RecordHeader.OCTETS <= size) {
                Optional<RecordHeader> header = header(segment, size);
                if (header.isPresent() && position + header.get().octets() <= size) {
                    long octets = header.get().octets();
                    found.add(
                            new BodyRecord(
                                    header.get().body(),
                                    new RecordPlace(number, position, octets)));
                    position = SegmentFile.aligned(position + octets);
                } else {
                    position += SegmentFile.ALIGNMENT;
                }
            }
        } finally {
            segment.endUse();
        }
        return found;
    }

    private Optional<RecordHeader> header(SegmentFile segment, long size) throws IOException {
        if (position < windowStart
                || position + RecordHeader.OCTETS > windowStart + window.length) {
            windowStart = position;
            window = segment.file().read((int) Math.min(WINDOW_OCTETS, size - position), position);
        }
        return RecordHeader.read(window, (int) (position - windowStart))
                .filter(header -> header.segment() == segment.unique());
    }
}
