package org.posthorn.mailbox.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.disk.DamagedRecordException;
import org.posthorn.mailbox.disk.LocalDisk;

final class SegmentsTest {
    private static final byte[] NOTHING = {};

    @TempDir private Path folder;

    private volatile Packing packing = Packing.NOW;
    private final AtomicLong numbers = new AtomicLong();

    private Segments open() throws IOException {
        return open(1 << 20);
    }

    private Segments open(long segmentOctets) throws IOException {
        return Segments.open(
                new LocalDisk(),
                new Segments.Shape(folder, segmentOctets, () -> packing),
                numbers::incrementAndGet,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                });
    }

    private static byte[] octets(int size, Random random) {
        byte[] octets = new byte[size];
        if (random.nextBoolean()) {
            random.nextBytes(octets);
        }
        return octets;
    }

    private static Written append(Segments segments, long body, byte[] octets, byte[] computed)
            throws IOException {
        return segments.append(body, new ByteArrayInputStream(octets), octets.length, computed);
    }

    private static byte[] inParts(StoredRecord record) throws IOException {
        var all = new ByteArrayOutputStream();
        while (all.size() < record.length()) {
            var part = record.partAt(all.size());
            assertThat(part.start()).isEqualTo(all.size());
            all.writeBytes(part.octets());
        }
        return all.toByteArray();
    }

    @Test
    void records_ofManyThreads_areReadAsTheyWereWritten_alsoAfterAStart() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        @SuppressWarnings("ArrayRecordComponent") // Never compared.
        record One(long body, RecordPlace place, byte[] octets, byte[] computed) {}
        var all = new ArrayList<Callable<One>>();
        try (var segments = open();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 200; i++) {
                long body = i;
                all.add(() -> {
                    var random = new Random(seed + body);
                    byte[] octets = octets(random.nextInt(300_000), random);
                    byte[] computed = octets(random.nextInt(3) * 2000, random);
                    try (var written = append(segments, body, octets, computed)) {
                        return new One(body, written.place(), octets, computed);
                    }
                });
            }
            var written = new ArrayList<One>();
            for (var done : executor.invokeAll(all)) {
                written.add(done.get());
            }
            try (var again = open()) {
                for (Segments reader : new Segments[] {segments, again}) {
                    for (One one : written) {
                        var record = reader.read(one.place(), one.body());
                        assertThat(record.whole()).isEqualTo(one.octets());
                        assertThat(inParts(record)).isEqualTo(one.octets());
                        assertThat(record.computed()).isEqualTo(one.computed());
                        record.check();
                    }
                }
            }
        }
    }

    @Test
    void largeRecord_isWrittenAsItComes_withWhatStandsBeforeIt() throws IOException {
        var random = new Random(3);
        byte[] octets = octets(700_000, random);
        try (var segments = open()) {
            for (int frame : new int[] {4096, 128 * 1024}) {
                var record = segments.begin(frame);
                for (int at = 0; at < octets.length; at += 7000) {
                    record.write(octets, at, Math.min(7000, octets.length - at));
                }
                assertThat(record.open().readAllBytes()).isEqualTo(octets);
                byte[] before = "Received: here\r\n".getBytes(StandardCharsets.US_ASCII);
                try (var written = record.end(7, before, octets(5000, random))) {
                    var all = new ByteArrayOutputStream();
                    all.writeBytes(before);
                    all.writeBytes(octets);
                    var read = segments.read(written.place(), 7);
                    assertThat(read.whole()).isEqualTo(all.toByteArray());
                    assertThat(inParts(read)).isEqualTo(all.toByteArray());
                    assertThat(read.computed()).hasSize(5000);
                }
                record.close();
                assertThat(record.isOpen()).isFalse();
            }
        }
    }

    @Test
    void recordThatIsGivenUp_leavesNothing_andItsPlaceIsUsedAgain() throws IOException {
        try (var segments = open()) {
            var kept = segments.begin(4096);
            kept.write(new byte[5000], 0, 5000);
            var written = kept.end(1, NOTHING, NOTHING);
            kept.close();
            long size = size();
            for (int i = 0; i < 5; i++) {
                var first = segments.begin(4096);
                var second = segments.begin(4096);
                first.write(new byte[100_000], 0, 100_000);
                second.write(new byte[100_000], 0, 100_000);
                first.close();
                second.close();
            }
            assertThat(size()).isLessThan(size + 200);
            assertThat(segments.read(written.place(), 1).whole()).hasSize(5000);
        }
    }

    private long size() throws IOException {
        long size = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                size += Files.size(file);
            }
        }
        return size;
    }

    @Test
    void oldSegments_areNotWrittenToAfterAStart() throws IOException {
        RecordPlace first;
        try (var segments = open();
                var written = append(segments, 1, new byte[100], NOTHING)) {
            first = written.place();
        }
        try (var segments = open();
                var written = append(segments, 2, new byte[100], NOTHING)) {
            assertThat(written.place().segment()).isNotEqualTo(first.segment());
        }
    }

    /// Whatever octet is another, nothing but what was written is given out.
    @Test
    void damage_isNoticed_whereverItIs() throws IOException {
        var random = new Random(5);
        byte[] octets = new byte[3000];
        random.nextBytes(octets);
        RecordPlace place;
        try (var segments = open();
                var written = append(segments, 9, octets, new byte[50])) {
            place = written.place();
        }
        Path file = folder.resolve("%016x.segment".formatted(place.segment()));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += at < 200 ? 1 : 37) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try (var segments = open()) {
                var record = segments.read(place, 9);
                assertThat(record.whole()).isEqualTo(octets);
                assertThat(record.computed()).isEqualTo(new byte[50]);
            } catch (DamagedRecordException _) {
                // As it should be.
            }
        }
        for (int length = 0; length < whole.length; length += 50) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (var segments = open()) {
                assertThatThrownBy(() -> segments.read(place, 9).check())
                        .isInstanceOf(DamagedRecordException.class);
            }
        }
    }

    /// However many others are opened meanwhile.
    @Test
    void segmentsThatAreWrittenTo_stayOpen() throws IOException {
        var random = new Random(6);
        byte[] octets = new byte[3000];
        random.nextBytes(octets);
        try (var segments = open(4096)) {
            var large = segments.begin(4096);
            large.write(octets, 0, 100);
            large.end(1, NOTHING, NOTHING).close();
            large.close();
            var places = new ArrayList<RecordPlace>();
            for (int body = 2; body < 202; body++) {
                try (var written = append(segments, body, octets, NOTHING)) {
                    places.add(written.place());
                }
            }
            var again = segments.begin(4096);
            again.write(octets, 0, 100);
            again.end(300, NOTHING, NOTHING).close();
            again.close();
            try (var last = append(segments, 301, new byte[10], NOTHING)) {
                assertThat(last.place().segment()).isEqualTo(places.getLast().segment());
            }
            for (int i = 0; i < 150; i++) {
                assertThat(segments.read(places.get(i), i + 2).whole()).isEqualTo(octets);
            }
            try (var last = append(segments, 302, new byte[10], NOTHING)) {
                assertThat(last.place().segment()).isEqualTo(places.getLast().segment());
            }
        }
    }

    /// Else its room on the disk would be lost until the process ends.
    @Test
    void deletedSegment_isClosedBehindItsLastReader() throws IOException {
        RecordPlace place;
        try (var segments = open();
                var written = append(segments, 1, new byte[100], NOTHING)) {
            place = written.place();
        }
        try (var segments = open()) {
            SegmentFile reader = segments.open().use(place.segment());
            segments.delete(place.segment());
            assertThat(reader.file().read(50, place.position())).hasSize(50);
            reader.endUse();
            assertThatThrownBy(() -> reader.file().size())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("closed");
        }
    }

    @Test
    void segmentThatIsOpenedAsItGoes_isNotKept() throws IOException {
        RecordPlace place;
        try (var segments = open();
                var written = append(segments, 1, new byte[100], NOTHING)) {
            place = written.place();
        }
        try (var segments = open();
                var other = open()) {
            SegmentFile opened = other.open().use(place.segment());
            segments.delete(place.segment());
            SegmentFile kept = segments.open().keep(opened);
            kept.endUse();
            opened.endUse();
            assertThatThrownBy(() -> kept.file().size()).hasMessageStartingWith("closed");
            assertThatThrownBy(() -> segments.read(place, 1))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void recordOfAnotherBody_orAnotherPlace_isNone() throws IOException {
        try (var segments = open();
                var written = append(segments, 1, new byte[100], NOTHING)) {
            var place = written.place();
            assertThatThrownBy(() -> segments.read(place, 2))
                    .isInstanceOf(DamagedRecordException.class);
            var next = new RecordPlace(place.segment(), place.position() + 16, place.octets());
            assertThatThrownBy(() -> segments.read(next, 1))
                    .isInstanceOf(DamagedRecordException.class);
        }
    }
}
