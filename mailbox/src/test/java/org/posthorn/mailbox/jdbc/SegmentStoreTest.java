package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.FaultyDisk;
import org.posthorn.mailbox.derby.JournaledDisk;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.segment.Packing;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// What a store makes of its segments.
final class SegmentStoreTest {
    private static final long SEGMENT_OCTETS = 200_000;
    private static final long RESERVE = 64L << 20;

    @TempDir private Path directory;

    /// Of the disk, for segments.
    private volatile long room = Long.MAX_VALUE;

    private volatile Packing packing = Packing.NOW;
    private volatile long leastUsable = Long.MAX_VALUE;
    private final List<String> ends = new ArrayList<>();
    private OpenStore store;
    private AccountId account;

    @BeforeEach
    void open() {
        EmptyDatabase.copyTo(directory);
        FaultyDisk.register();
        store = openAgain();
        account = store.newAccount();
    }

    private OpenStore openAgain() {
        return openAgain(OctetsPlace.SEGMENTS);
    }

    private OpenStore openAgain(OctetsPlace octets) {
        return OpenStore.openQuiet(
                new DerbyStorage.Setup(
                        directory,
                        FaultyDisk.NAME,
                        new FilesSetup(
                                new JournaledDisk(), octets, SEGMENT_OCTETS, 5, () -> packing),
                        new DiskReserve(RESERVE, this::usable),
                        new Lifetime((why, cause) -> ends.add(why + ": " + cause)),
                        new PrometheusRegistry()));
    }

    private long usable() {
        if (room == Long.MAX_VALUE) {
            return room;
        }
        long left = room - octets();
        leastUsable = Math.min(leastUsable, left);
        return left;
    }

    /// The store looks at the disk some times a second.
    private void leave(long left) {
        room = octets() + left;
        while (store.health().usableOctets() != left) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        DiskFaults.heal();
        store.close();
    }

    private Mailbox inbox() {
        return store.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    private static String text(int number) {
        var random = new Random(number);
        var text = new StringBuilder("Subject: " + number + "\r\n\r\n");
        for (int i = 0; i < 700; i++) {
            text.append(Long.toHexString(random.nextLong())).append("\r\n");
        }
        return text.toString();
    }

    private void deliver(String text) {
        try (var body = store.store().newBody()) {
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            store.store()
                    .deliver(
                            store.store().examine(body),
                            List.of(new Placement.IntoInbox(account, "")));
        }
    }

    private static String read(Optional<MessageContent> content) {
        var out = new ByteArrayOutputStream();
        try {
            content.orElseThrow().writeTo(out, 0, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private List<Path> segments() {
        try (var files = Files.list(directory.resolve("segments"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long octets() {
        return segments().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @Test
    void roomOfExpungedMessages_isGivenBack_andTheOthersAreWhole() throws IOException {
        for (int i = 1; i <= 100; i++) {
            deliver(text(i));
        }
        long before = octets();
        try (var inbox = inbox()) {
            var rest = new UidSet.Builder();
            for (long uid = 1; uid <= 100; uid++) {
                if (uid % 10 != 0) {
                    rest.add(new Uid(uid));
                }
            }
            inbox.expunge(rest.build());
        }
        TestMail.sweep(store.mail());
        assertThat(octets()).isLessThan(before / 2);
        store.close();
        store = openAgain();
        try (var inbox = inbox()) {
            for (int uid = 10; uid <= 100; uid += 10) {
                assertThat(read(inbox.content(new Uid(uid)))).isEqualTo(text(uid));
            }
            inbox.expunge(UidSet.ALL);
        }
        TestMail.sweep(store.mail());
        assertThat(segments()).isEmpty();
    }

    /// While mail is refused, nobody fills the segments that are written to.
    @Test
    void roomOfSegmentsThatAreWrittenTo_isGivenBack_withoutARestart() {
        String large = "Subject: large\r\n\r\n" + text(7).repeat(60);
        for (Packing each : Packing.values()) {
            packing = each;
            deliver(text(1));
            deliver(large);
        }
        assertThat(segments()).isNotEmpty();
        try (var inbox = inbox()) {
            inbox.expunge(UidSet.ALL);
        }
        TestMail.sweep(store.mail());
        assertThat(segments()).isEmpty();
        deliver(text(2));
        try (var inbox = inbox()) {
            assertThat(read(inbox.content(new Uid(5)))).isEqualTo(text(2));
        }
    }

    /// Of a client that breaks off while the disk refuses to take anything back.
    @Test
    void segmentThatDoesNotBecomeShorter_isClearedLater() {
        try {
            var body = store.store().newBody();
            body.write(new byte[SpooledBody.HEAP_OCTETS + 300_000]);
            DiskFaults.fail(
                    "Input/output error",
                    deed -> deed.act() == Act.WRITE && deed.path().endsWith(".segment"));
            body.close();
        } catch (StoreException _) {
            // It may say so.
        } finally {
            DiskFaults.heal();
        }
        TestMail.tidy(store.mail());
        assertThat(segments()).isEmpty();
        deliver(text(1));
        assertThat(ends).isEmpty();
    }

    /// A file that cannot be read, as after a restore by somebody else, costs its messages alone.
    @Test
    void segmentThatCannotBeRead_keepsNoOtherFromBeingCleared() throws IOException {
        for (int i = 1; i <= 40; i++) {
            deliver(text(i));
        }
        store.close();
        store = openAgain();
        try (var inbox = inbox()) {
            var rest = new UidSet.Builder();
            for (long uid = 2; uid <= 40; uid++) {
                rest.add(new Uid(uid));
            }
            inbox.expunge(rest.build());
        }
        TestMail.deleteUnused(store.mail());
        assertThat(segments()).hasSizeGreaterThan(1);
        String bad = segments().stream().sorted().findFirst().orElseThrow().toString();
        DiskFaults.fail(
                "Permission denied", deed -> deed.act() == Act.READ && deed.path().equals(bad));
        for (int i = 0; i < 2; i++) {
            try {
                TestMail.tidy(store.mail());
            } catch (StoreException _) {
                // Once, for the one that is bad.
            }
        }
        assertThat(segments()).extracting(Path::toString).containsExactly(bad);
    }

    /// Compressed later, they have the same octets, and take as little room.
    @Test
    void whatIsWrittenInAHurry_isCompressedWhenThereIsTime() {
        String large = "Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(50_000);
        packing = Packing.LATER;
        for (int i = 1; i <= 20; i++) {
            deliver(text(i));
        }
        deliver(large);
        long before = octets();
        assertThat(before).isGreaterThan(large.length());
        TestMail.tidy(store.mail());
        assertThat(octets()).isEqualTo(before);
        store.close();
        store = openAgain();
        TestMail.tidy(store.mail());
        assertThat(octets()).isEqualTo(before);
        packing = Packing.NOW;
        TestMail.tidy(store.mail());
        assertThat(octets()).isLessThan(before / 3);
        try (var inbox = inbox()) {
            for (int uid = 1; uid <= 20; uid++) {
                assertThat(read(inbox.content(new Uid(uid)))).isEqualTo(text(uid));
            }
            assertThat(read(inbox.content(new Uid(21)))).isEqualTo(large);
        }
        long packed = octets();
        TestMail.tidy(store.mail());
        assertThat(octets()).isEqualTo(packed);
    }

    /// Copies must not use up what is kept for those who make room.
    @Test
    void roomIsGivenBack_onAFullDisk_asFarAsThereIsRoomForWhatIsLeft() {
        for (int i = 1; i <= 100; i++) {
            deliver(text(i));
        }
        try (var inbox = inbox()) {
            var most = new UidSet.Builder();
            for (long uid = 1; uid <= 100; uid++) {
                if (uid <= 30 || uid % 3 != 0) {
                    most.add(new Uid(uid));
                }
            }
            inbox.expunge(most.build());
        }
        TestMail.deleteUnused(store.mail());
        long before = octets();
        leave(RESERVE / 4);
        TestMail.tidy(store.mail());
        assertThat(octets()).isBetween(1L, before - 1);
        assertThat(leastUsable).isGreaterThanOrEqualTo(RESERVE / 4);
        long some = octets();
        leave(RESERVE);
        TestMail.tidy(store.mail());
        assertThat(octets()).isLessThan(some);
        assertThat(ends).isEmpty();
    }

    /// Opened before its record is moved, read after that.
    @Test
    void readerWhoseSegmentGoes_goesOn() throws IOException {
        String large = "Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(20_000);
        deliver(large);
        for (int i = 1; i <= 100; i++) {
            deliver(text(i));
        }
        try (var inbox = inbox()) {
            var content = inbox.content(Uid.FIRST);
            var others = new UidSet.Builder();
            for (long uid = 2; uid <= 101; uid++) {
                others.add(new Uid(uid));
            }
            inbox.expunge(others.build());
            Path first = segments().stream().sorted().findFirst().orElseThrow();
            TestMail.sweep(store.mail());
            assertThat(segments()).doesNotContain(first);
            assertThat(read(content)).isEqualTo(large);
            assertThat(read(inbox.content(Uid.FIRST))).isEqualTo(large);
        }
    }

    @Test
    void damagedRecord_isShownInWords_ofTheSameLength_andCostsNobodyElse() throws IOException {
        for (int i = 1; i <= 5; i++) {
            deliver(text(i));
        }
        store.close();
        Path segment = segments().getFirst();
        byte[] octets = Files.readAllBytes(segment);
        octets[octets.length / 2] ^= 1;
        Files.write(segment, octets);
        store = openAgain();
        int damaged = 0;
        try (var inbox = inbox()) {
            for (int uid = 1; uid <= 5; uid++) {
                String found = read(inbox.content(new Uid(uid)));
                assertThat(found).hasSameSizeAs(text(uid));
                if (!found.equals(text(uid))) {
                    damaged++;
                    assertThat(found).contains("This message is damaged on the server's disk");
                }
            }
            assertThat(damaged).isEqualTo(1);
            var subjects = new ArrayList<String>();
            inbox.summaries(
                    UidSet.ALL, summary -> subjects.add(summary.parsed().sortKeys().baseSubject()));
            assertThat(subjects).hasSize(5);
            inbox.expunge(UidSet.ofAscending(1, 2));
        }
        TestMail.sweep(store.mail());
        assertThat(segments()).contains(segment);
    }

    @Test
    void missingSegment_costsItsMessages_andNoOthers() throws IOException {
        deliver(text(1));
        store.close();
        Files.delete(segments().getFirst());
        store = openAgain();
        deliver(text(2));
        try (var inbox = inbox()) {
            assertThat(read(inbox.content(Uid.FIRST)))
                    .hasSameSizeAs(text(1))
                    .contains("This message is damaged");
            assertThat(read(inbox.content(new Uid(2)))).isEqualTo(text(2));
        }
    }

    @Test
    void failedForce_endsTheProcess_andAcknowledgesNothing() {
        DiskFaults.fail(
                "Input/output error",
                deed -> deed.act() == Act.FORCE && deed.path().endsWith(".segment"));
        assertThatThrownBy(() -> deliver(text(1))).isInstanceOf(StoreException.class);
        assertThat(ends).hasSize(1).first().asString().startsWith("octets of mail may be on disk");
        DiskFaults.heal();
        assertThatThrownBy(() -> deliver(text(2))).isInstanceOf(StoreException.class);
    }

    @Test
    void failedWrite_isRefused_andTheNextMessageIsTaken() {
        DiskFaults.fail(
                "No space left on device",
                deed -> deed.act() == Act.WRITE && deed.path().endsWith(".segment"));
        assertThatThrownBy(() -> deliver(text(1))).hasMessageContaining("the disk is full");
        DiskFaults.heal();
        deliver(text(2));
        try (var inbox = inbox()) {
            assertThat(inbox.state().size()).isEqualTo(1);
            assertThat(read(inbox.content(Uid.FIRST))).isEqualTo(text(2));
        }
        assertThat(ends).isEmpty();
    }

    /// What is there stays where it is, and goes from there.
    @Test
    void placeOfNewMail_mayChange() throws IOException {
        deliver(text(1));
        store.close();
        store = openAgain(OctetsPlace.DATABASE);
        deliver(text(2));
        store.close();
        store = openAgain();
        deliver(text(3));
        store.close();
        store = openAgain(OctetsPlace.DATABASE);
        try (var inbox = inbox()) {
            for (int uid = 1; uid <= 3; uid++) {
                assertThat(read(inbox.content(new Uid(uid)))).isEqualTo(text(uid));
            }
            inbox.expunge(UidSet.ALL);
        }
        TestMail.sweep(store.mail());
        assertThat(TestMail.bodyCount(store.storage().mail())).isZero();
        assertThat(segments()).isEmpty();
    }

    /// Its octets are fewer than it says when they are read.
    private record Shortened(int octets) implements IncomingBody {
        @Override
        public void write(byte[] octets, int offset, int length) {}

        @Override
        public long size() {
            return octets;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[octets - 1]);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 50_000, 900_000})
    void bodyThatHasBecomeShorter_isRefused_inAnyPlace(int size) {
        try (var body = new Shortened(size);
                var inbox = inbox()) {
            var message = new NewMessage(body, Flags.NONE, Instant.EPOCH);
            assertThatThrownBy(() -> inbox.append(List.of(message)))
                    .isInstanceOf(StoreException.class);
            assertThat(inbox.state().size()).isZero();
        }
        assertThat(ends).isEmpty();
    }
}
