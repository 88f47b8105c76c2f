package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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

    private final Deque<SegmentFile> spare = new ArrayDeque<>();
    private final Set<Long> active = new HashSet<>();
    private final Set<Long> givenUp = new HashSet<>();
    private @Nullable SegmentFile shared;

    /// Where they are, and how large they get.
    ///
    /// @param folder made if it is not there
    /// @param segmentOctets no record begins behind this
    public record Shape(Path folder, long segmentOctets) {}

    private Segments(Disk disk, Shape shape, LongSupplier numbers, FailStop failStop) {
        this.disk = disk;
        this.shape = shape;
        this.numbers = numbers;
        this.failStop = failStop;
        this.open = new OpenSegments(disk, shape.folder());
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
        var image = RecordImage.of(body, in, size, computed);
        return append(image, image.length());
    }

    private Written append(RecordImage image, int length) throws IOException {
        SegmentFile segment;
        long position;
        lock.lock();
        try {
            segment = shared(length);
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
    private SegmentFile shared(long octets) throws IOException {
        SegmentFile current = shared;
        if (current != null && current.end() + octets <= shape.segmentOctets()) {
            return current;
        }
        SegmentFile next = create();
        if (current != null) {
            active.remove(current.number());
        }
        shared = next;
        return next;
    }

    /// Its name is safe when this returns; its header is when its first record is.
    private SegmentFile create() throws IOException {
        var header = new SegmentHeader(numbers.getAsLong(), random.nextLong());
        var file = disk.create(open.path(header.number()));
        file.write(header.encode(), 0, SegmentHeader.OCTETS, 0);
        disk.forceFolder(shape.folder());
        var segment =
                open.keep(new SegmentFile(header, file, SegmentFile.aligned(SegmentHeader.OCTETS)));
        active.add(header.number());
        segment.endUse();
        return segment;
    }

    /// Begins a record whose body arrives, perhaps slowly.
    ///
    /// @param frameOctets what is kept of it in heap, and how much each frame holds
    public LargeRecord begin(int frameOctets) throws IOException {
        lock.lock();
        try {
            SegmentFile segment = spare.isEmpty() ? create() : spare.pop();
            segment.use();
            return new LargeRecord(this, segment, frameOctets);
        } finally {
            lock.unlock();
        }
    }

    /// A large record has ended.
    void giveBack(SegmentFile segment) {
        lock.lock();
        try {
            segment.endUse();
            if (segment.end() < shape.segmentOctets() && spare.size() < MOST_SPARE) {
                spare.push(segment);
            } else {
                active.remove(segment.number());
            }
        } finally {
            lock.unlock();
        }
    }

    /// A large record has been given up.
    void giveBackUnused(SegmentFile segment, long start) throws IOException {
        segment.giveBackFrom(start);
        segment.file().truncate(start);
        boolean empty = start == SegmentFile.aligned(SegmentHeader.OCTETS);
        lock.lock();
        try {
            empty &= spare.size() >= 1;
            if (!empty) {
                giveBack(segment);
            } else {
                active.remove(segment.number());
                segment.endUse();
            }
        } finally {
            lock.unlock();
        }
        if (empty) {
            open.delete(segment.number());
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
                    found.add(new Sealed(number, disk.size(file)));
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
    Copying copying() throws IOException {
        lock.lock();
        try {
            SegmentFile segment = spare.isEmpty() ? create() : spare.pop();
            segment.use();
            return new Copying(this, segment);
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
