package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.disk.Disk;
import org.posthorn.mailbox.store.FailStop;

/// The segments of a data folder.
///
/// Small bodies go to one segment, whose forces all share who deliver at that moment. A large one
/// has a segment for itself while it arrives; another goes on behind it after that.
public final class Segments implements AutoCloseable {
    /// Segments for large bodies that are kept open when fewer arrive.
    private static final int MOST_SPARE = 8;

    /// So much waste in a segment that is written to is worth another one: one part of so many.
    private static final int WORTH_ANOTHER = 256;

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})\\.segment");

    private final Disk disk;
    private final Shape shape;
    private final LongSupplier numbers;
    private final FailStop failStop;
    private final OpenSegments open;
    private final SecureRandom random = new SecureRandom();
    private final SegmentUse use = new SegmentUse();

    /// Guards the rest.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Packing, Ends> ends = new EnumMap<>(Packing.class);
    private final Set<Long> active = new HashSet<>();
    private final Set<Long> givenUp = new HashSet<>();

    /// Where they are, how large they get, and when their frames are compressed.
    ///
    /// @param folder made if it is not there
    /// @param segmentOctets no record begins behind this
    public record Shape(Path folder, long segmentOctets, Packing.Choice packing) {}

    /// The segments of one kind that are written to.
    private static final class Ends {
        /// Where small bodies go.
        private @Nullable SegmentFile shared;

        /// Where the next large bodies go.
        private final Deque<SegmentFile> spare = new ArrayDeque<>();
    }

    private Segments(Disk disk, Shape shape, LongSupplier numbers, FailStop failStop) {
        this.disk = disk;
        this.shape = shape;
        this.numbers = numbers;
        this.failStop = failStop;
        this.open = new OpenSegments(disk, shape.folder());
        for (Packing packing : Packing.values()) {
            ends.put(packing, new Ends());
        }
    }

    /// Opens those of a data folder.
    ///
    /// @param numbers gives numbers that no segment had before
    /// @param failStop called when a force has failed
    public static Segments open(Disk disk, Shape shape, LongSupplier numbers, FailStop failStop)
            throws IOException {
        disk.makeFolder(shape.folder());
        return new Segments(disk, shape, numbers, failStop);
    }

    /// How much of each segment is in use.
    public SegmentUse use() {
        return use;
    }

    /// Writes a small body's record and forces it.
    ///
    /// @param in all octets of the body
    /// @param computed empty when it is not to be kept here
    public Written append(long body, InputStream in, int size, byte[] computed) throws IOException {
        Packing packing = shape.packing().now();
        return append(packing, RecordImage.of(packing, body, in, size, computed));
    }

    private Written append(Packing packing, RecordImage image) throws IOException {
        int length = image.length();
        SegmentFile segment;
        long position;
        lock.lock();
        try {
            segment = shared(packing, length);
            position = segment.take(length);
            segment.use();
        } finally {
            lock.unlock();
        }
        boolean safe = false;
        try {
            segment.file().write(image.in(segment.unique()), 0, length, position);
            force(segment);
            safe = true;
            return new Written(new RecordPlace(segment.number(), position, length), segment);
        } finally {
            if (!safe) {
                segment.endUse();
            }
        }
    }

    /// The segment of small bodies, with room.
    private SegmentFile shared(Packing packing, long octets) throws IOException {
        Ends known = ends(packing);
        SegmentFile current = known.shared;
        if (current != null && current.end() + octets <= shape.segmentOctets()) {
            return current;
        }
        SegmentFile next = create(packing);
        if (current != null) {
            seal(current);
        }
        known.shared = next;
        return next;
    }

    private Ends ends(Packing packing) {
        return Objects.requireNonNull(ends.get(packing));
    }

    /// Its name is safe when this returns; its header is when its first record is.
    private SegmentFile create(Packing packing) throws IOException {
        var header = new SegmentHeader(numbers.getAsLong(), random.nextLong(), packing);
        var file = disk.create(open.path(header.number()));
        file.write(header.encode(), 0, SegmentHeader.OCTETS, 0);
        disk.forceFolder(shape.folder());
        var segment =
                open.keep(new SegmentFile(header, file, SegmentFile.aligned(SegmentHeader.OCTETS)));
        active.add(header.number());
        return segment;
    }

    /// Whoever may write to a segment uses it from its creation to this, or it might be closed.
    private void seal(SegmentFile segment) {
        active.remove(segment.number());
        segment.endUse();
    }

    /// Begins a record whose body arrives, perhaps slowly.
    ///
    /// @param frameOctets what is kept of it in heap, and how much each frame holds
    public LargeRecord begin(int frameOctets) throws IOException {
        return new LargeRecord(this, take(shape.packing().now()), frameOctets);
    }

    /// A segment that nobody else writes to.
    private SegmentFile take(Packing packing) throws IOException {
        lock.lock();
        try {
            Deque<SegmentFile> spare = ends(packing).spare;
            SegmentFile segment = spare.isEmpty() ? create(packing) : spare.pop();
            segment.use();
            return segment;
        } finally {
            lock.unlock();
        }
    }

    /// A large record has ended.
    void giveBack(SegmentFile segment) {
        lock.lock();
        try {
            segment.endUse();
            Deque<SegmentFile> spare = ends(segment.packing()).spare;
            if (segment.end() < shape.segmentOctets() && spare.size() < MOST_SPARE) {
                spare.push(segment);
            } else {
                seal(segment);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A large record has been given up.
    void giveBackUnused(SegmentFile segment, long start) throws IOException {
        segment.giveBackFrom(start);
        boolean truncated = false;
        try {
            segment.file().truncate(start);
            truncated = true;
        } finally {
            if (!truncated) {
                giveUpWriting(segment);
            }
        }
        boolean empty = start == SegmentFile.aligned(SegmentHeader.OCTETS);
        lock.lock();
        try {
            empty &= !ends(segment.packing()).spare.isEmpty();
            if (!empty) {
                giveBack(segment);
            } else {
                seal(segment);
                segment.endUse();
            }
        } finally {
            lock.unlock();
        }
        if (empty) {
            open.delete(segment.number());
        }
    }

    /// A file that does not become shorter is written to no more; what is left of it is waste.
    private void giveUpWriting(SegmentFile segment) {
        lock.lock();
        try {
            seal(segment);
            segment.endUse();
        } finally {
            lock.unlock();
        }
    }

    /// Forces a segment with all who wait for it.
    void force(SegmentFile segment) throws IOException {
        try {
            segment.force();
        } catch (IOException e) {
            failStop.end("octets of mail may be on disk or not", e);
            throw e;
        }
    }

    /// Opens a record.
    ///
    /// @throws java.nio.file.NoSuchFileException when its segment is gone, since it was moved or
    ///   deleted
    /// @throws org.posthorn.mailbox.disk.DamagedRecordException when there is no such record
    public StoredRecord read(RecordPlace place, long body) throws IOException {
        return StoredRecord.read(open, place, body);
    }

    /// The segments that are not written to any more, with their sizes.
    List<Sealed> sealed() throws IOException {
        var found = new ArrayList<Sealed>();
        for (Path file : disk.files(shape.folder())) {
            var name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                long number = Long.parseUnsignedLong(name.group(1), 16);
                if (!isActive(number)) {
                    try {
                        found.add(new Sealed(number, disk.size(file)));
                    } catch (NoSuchFileException _) {
                        // Given up just now.
                    }
                }
            }
        }
        return found;
    }

    /// A segment that is not written to any more.
    record Sealed(long number, long octets) {}

    boolean isActive(long number) {
        lock.lock();
        try {
            return active.contains(number);
        } finally {
            lock.unlock();
        }
    }

    /// A target for copies of records.
    Copying copying(Packing packing) throws IOException {
        return new Copying(this, take(packing));
    }

    /// Whether there is time to compress what was written as it was.
    boolean hasTimeToPack() {
        return shape.packing().hasTime();
    }

    /// When the frames of a segment's records are compressed.
    ///
    /// @throws org.posthorn.mailbox.disk.DamagedRecordException when it is none
    Packing packing(long number) throws IOException {
        SegmentFile segment = open.use(number);
        try {
            return segment.packing();
        } finally {
            segment.endUse();
        }
    }

    /// Lets those be written to no more that are mostly waste, or their room would never be given
    /// back on a disk that is too full for them to be filled.
    void sealWasteful() {
        long least = shape.segmentOctets() / WORTH_ANOTHER;
        lock.lock();
        try {
            for (Ends known : ends.values()) {
                var wasteful =
                        known.spare.stream().filter(segment -> isWasteful(segment, least)).toList();
                known.spare.removeAll(wasteful);
                wasteful.forEach(this::seal);
                SegmentFile current = known.shared;
                if (current != null && isWasteful(current, least)) {
                    known.shared = null;
                    seal(current);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// What is not committed yet counts as waste, which does no harm here.
    private boolean isWasteful(SegmentFile segment, long least) {
        long waste = segment.end() - use.octets(segment.number());
        return waste >= Math.max(least, segment.end() / 2);
    }

    /// Lets those be written to no more whose frames are to be compressed later: later is now.
    void sealLater() {
        lock.lock();
        try {
            Ends known = ends(Packing.LATER);
            known.spare.forEach(this::seal);
            known.spare.clear();
            SegmentFile current = known.shared;
            if (current != null) {
                seal(current);
                known.shared = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Deletes a segment that no row names.
    void delete(long number) throws IOException {
        open.delete(number);
        use.forget(number);
    }

    /// Says that a segment cannot be reclaimed.
    void giveUp(long number) {
        lock.lock();
        try {
            givenUp.add(number);
        } finally {
            lock.unlock();
        }
    }

    boolean isGivenUp(long number) {
        lock.lock();
        try {
            return givenUp.contains(number);
        } finally {
            lock.unlock();
        }
    }

    OpenSegments open() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
