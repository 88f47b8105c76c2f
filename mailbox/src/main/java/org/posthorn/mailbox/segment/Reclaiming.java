package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.disk.DamagedRecordException;

/// Moves what is left of segments that are mostly waste, or whose frames are to be compressed when
/// there is time, and deletes them.
///
/// A segment goes only when no row names a place in it, which is durable by then, and nobody reads
/// it. A cut in between leaves records that no row names, in the old segment or in the new one.
public final class Reclaiming {
    /// A segment is worth the work when so much of it is waste: one part of so many.
    private static final int WASTE = 2;

    /// What is moved at once.
    private static final long SLICE_OCTETS = 4L << 20;

    private static final int SLICE_RECORDS = 500;

    private final Segments segments;
    private final Rows rows;

    /// What the database says of records.
    public interface Rows {
        /// Those of the records that rows name.
        List<BodyRecord> named(List<BodyRecord> records);

        /// Lets rows name other places, in one commit, where they still name these, and counts
        /// that.
        void move(List<Move> moves);
    }

    /// A record and where its copy is.
    public record Move(BodyRecord from, RecordPlace to) {}

    public Reclaiming(Segments segments, Rows rows) {
        this.segments = segments;
        this.rows = rows;
    }

    /// The segment with the most waste above the limit, or else one to compress.
    ///
    /// @param room on the disk for copies of what is left of it, in octets; one of which nothing is
    ///   left needs none
    public Optional<Long> next(long room) throws IOException {
        if (!segments.use().isComplete()) {
            return Optional.empty();
        }
        segments.sealWasteful();
        boolean packs = segments.hasTimeToPack();
        if (packs) {
            segments.sealLater();
        }
        var all =
                segments.sealed().stream()
                        .filter(segment -> !segments.open().isUsed(segment.number()))
                        .filter(segment -> !segments.isGivenUp(segment.number()))
                        .filter(segment -> used(segment) <= Math.max(0, room - SLICE_OCTETS))
                        .toList();
        var wasteful =
                all.stream().filter(this::isWasteful).max(Comparator.comparingLong(this::waste));
        return wasteful.isPresent() || !packs
                ? wasteful.map(Segments.Sealed::number)
                : unpacked(all);
    }

    private long used(Segments.Sealed segment) {
        return segments.use().octets(segment.number());
    }

    private long waste(Segments.Sealed segment) {
        return segment.octets() - used(segment);
    }

    private Optional<Long> unpacked(List<Segments.Sealed> all) throws IOException {
        for (Segments.Sealed segment : all) {
            if (packing(segment.number()) == Packing.LATER) {
                return Optional.of(segment.number());
            }
        }
        return Optional.empty();
    }

    /// Of a segment that may be damaged.
    private Packing packing(long segment) throws IOException {
        try {
            return segments.packing(segment);
        } catch (DamagedRecordException _) {
            return Packing.NOW;
        }
    }

    /// Asked after each part of the work.
    @FunctionalInterface
    public interface Pacing {
        /// Rests, and says whether there is to be more.
        boolean goesOn();
    }

    /// Moves what rows name in a segment, and deletes it, unless it is told to end before. One with
    /// records that are damaged or cannot be read stays, and is not looked at again by this
    /// process.
    public void reclaim(long segment, Pacing pacing) throws IOException {
        try {
            reclaimReadable(segment, pacing);
        } catch (IOException e) {
            if (!DiskReserve.isFull(e)) {
                segments.giveUp(segment);
            }
            throw e;
        }
    }

    private void reclaimReadable(long segment, Pacing pacing) throws IOException {
        switch (moveAll(segment, packing(segment), pacing)) {
            case ALL -> deleteUnlessNamed(segment);
            case SOME -> segments.giveUp(segment);
            case BROKEN_OFF -> {}
        }
    }

    private void deleteUnlessNamed(long segment) throws IOException {
        if (segments.use().octets(segment) == 0) {
            segments.delete(segment);
        } else {
            segments.giveUp(segment);
        }
    }

    /// What was moved.
    private enum Moved {
        ALL,
        SOME,
        BROKEN_OFF
    }

    private Moved moveAll(long segment, Packing packing, Pacing pacing) throws IOException {
        var scan = new SegmentScan(segments.open(), segment);
        // What was to be compressed and cannot be at the moment is left where it is.
        boolean packsOnly = packing == Packing.LATER && !isWasteful(segment);
        boolean all = true;
        try {
            List<BodyRecord> slice = scan.next(SLICE_RECORDS);
            while (!slice.isEmpty()) {
                for (List<BodyRecord> part : parts(rows.named(slice))) {
                    all &= move(part, packing);
                    if (!pacing.goesOn() || (packsOnly && !segments.hasTimeToPack())) {
                        return Moved.BROKEN_OFF;
                    }
                }
                slice = scan.next(SLICE_RECORDS);
            }
            return all ? Moved.ALL : Moved.SOME;
        } catch (DamagedRecordException _) {
            // Its header was never forced, or is lost: then only the count says what is named.
            return Moved.ALL;
        }
    }

    private boolean isWasteful(long segment) throws IOException {
        return segments.sealed().stream()
                .filter(each -> each.number() == segment)
                .anyMatch(this::isWasteful);
    }

    private boolean isWasteful(Segments.Sealed segment) {
        return waste(segment) >= segment.octets() / WASTE;
    }

    private static List<List<BodyRecord>> parts(List<BodyRecord> records) {
        var parts = new ArrayList<List<BodyRecord>>();
        long octets = SLICE_OCTETS;
        for (BodyRecord record : records) {
            if (octets >= SLICE_OCTETS) {
                parts.add(new ArrayList<>());
                octets = 0;
            }
            parts.getLast().add(record);
            octets += record.place().octets();
        }
        return parts;
    }

    /// @param packing of the segment that they are in
    private boolean move(List<BodyRecord> part, Packing packing) throws IOException {
        boolean packs = packing == Packing.LATER && segments.hasTimeToPack();
        var moves = new ArrayList<Move>();
        boolean all = true;
        try (var copying = segments.copying(packs ? Packing.NOW : packing)) {
            for (BodyRecord record : part) {
                try {
                    RecordPlace copy = packs ? copying.pack(record) : copying.copy(record);
                    moves.add(new Move(record, copy));
                } catch (DamagedRecordException _) {
                    all = false;
                }
            }
            copying.force();
            rows.move(moves);
        }
        return all;
    }
}
