package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.DiskFaults.Deed;
import org.posthorn.mailbox.derby.FaultyDisk;
import org.posthorn.mailbox.derby.JournaledDisk;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// A disk that fails never makes the store say what is not so.
final class DiskFaultTest {
    private static final String CHECKPOINT_INTERVAL = "derby.storage.checkpointInterval";

    @TempDir private Path directory;

    @TempDir private Path other;

    private final Queue<String> ends = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void makeFaulty() {
        EmptyDatabase.copyTo(directory);
        FaultyDisk.register();
    }

    @AfterEach
    void heal() {
        DiskFaults.heal();
    }

    /// An end that returns, so that what comes after it shows.
    private OpenStore open() {
        return open(directory);
    }

    private OpenStore openAgain() {
        Path next = other.resolve("next");
        EmptyDatabase.copy(directory, next);
        return open(next);
    }

    private OpenStore open(Path data) {
        return OpenStore.open(setup(data));
    }

    private DerbyStorage.Setup setup(Path data) {
        return new DerbyStorage.Setup(
                data,
                FaultyDisk.NAME,
                FilesSetup.of(new JournaledDisk(), OctetsPlace.SEGMENTS),
                new DiskReserve(0, () -> 0),
                new Lifetime((why, cause) -> {
                    ends.add(why + ": " + cause);
                }),
                new PrometheusRegistry());
    }

    @Test
    void failedForce_atCommit_endsTheProcess_andAcknowledgesNothing() {
        var storage = open();
        DomainRows.add(storage.storage(), "first.example");
        DiskFaults.fail("Input/output error", deed -> deed.isOfTheLog() && deed.act() == Act.FORCE);
        assertThatThrownBy(() -> DomainRows.add(storage.storage(), "second.example"))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("the server has ended: a commit may be on disk or not");
        assertThat(ends)
                .first()
                .asString()
                .startsWith("the database has failed")
                .endsWith("log1.dat cannot be written: Input/output error");
        DiskFaults.heal();
        assertThatThrownBy(() -> DomainRows.add(storage.storage(), "third.example"))
                .hasMessageContaining("the server has ended");
        storage.close();
        try (var again = openAgain()) {
            assertThat(DomainRows.names(again.storage()))
                    .contains("first.example")
                    .doesNotContain("third.example");
        }
    }

    /// Derby goes on with the old file of its log behind a mark that ends it, and the next start
    /// would lose all that was committed since.
    @Test
    void failureToBeginAFileOfTheLog_endsTheProcess_andLosesNothingAcknowledged() {
        System.setProperty("derby.storage.logSwitchInterval", "100000");
        try {
            var storage = open();
            var failed = new AtomicBoolean();
            DiskFaults.failLate(
                    "Input/output error",
                    deed -> deed.path().endsWith("log2.dat") && failed.compareAndSet(false, true));
            List<String> acknowledged = new ArrayList<>();
            for (int i = 0; i < 2000 && ends.isEmpty(); i++) {
                String name = "d" + i + ".example";
                try {
                    DomainRows.add(storage.storage(), name);
                    acknowledged.add(name);
                } catch (StoreException | UnknownOutcomeException _) {
                    // Not acknowledged.
                }
            }
            assertThat(failed).isTrue();
            assertThat(ends).isNotEmpty();
            DiskFaults.heal();
            storage.close();
            try (var again = openAgain()) {
                assertThat(DomainRows.names(again.storage())).containsAll(acknowledged);
            }
        } finally {
            System.clearProperty("derby.storage.logSwitchInterval");
        }
    }

    @Test
    void failedForce_underConcurrentCommits_losesNothingAcknowledged() throws Exception {
        var storage = open();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            int thread = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; ends.isEmpty(); n++) {
                                    String name = "d" + n + "." + thread + ".example";
                                    try {
                                        DomainRows.add(storage.storage(), name);
                                        acknowledged.add(name);
                                    } catch (StoreException | UnknownOutcomeException _) {
                                        // Not acknowledged.
                                    }
                                }
                            }));
        }
        await(() -> acknowledged.size() > 200);
        DiskFaults.fail("Input/output error", deed -> deed.isOfTheLog() && deed.act() == Act.FORCE);
        for (Thread thread : threads) {
            thread.join();
        }
        DiskFaults.heal();
        storage.close();
        try (var again = openAgain()) {
            assertThat(DomainRows.names(again.storage())).containsAll(acknowledged);
        }
    }

    @Test
    void failedWriteOfAPage_atCheckpoint_endsTheProcess() {
        assertFailedCheckpointEnds(Act.WRITE);
    }

    @Test
    void failedForceOfAFile_atCheckpoint_endsTheProcess() {
        assertFailedCheckpointEnds(Act.FORCE);
    }

    /// The checkpoint is a thread of Derby's, where nobody sees the exception.
    private void assertFailedCheckpointEnds(Act act) {
        System.setProperty(CHECKPOINT_INTERVAL, "100000");
        try {
            var storage = open();
            DiskFaults.fail(
                    "Input/output error",
                    deed -> deed.isOfPages() && deed.act() == act && isDerbys());
            var number = new AtomicInteger();
            await(() -> {
                try {
                    DomainRows.add(storage.storage(), "d" + number.incrementAndGet() + ".example");
                } catch (StoreException | UnknownOutcomeException _) {
                    // It has ended.
                }
                return !ends.isEmpty();
            });
            assertThat(ends)
                    .first()
                    .asString()
                    .startsWith("the database has failed")
                    .contains("seg0")
                    .endsWith("cannot be written: Input/output error");
            DiskFaults.heal();
            storage.close();
            try (var again = openAgain()) {
                assertThat(DomainRows.names(again.storage()))
                        .hasSizeGreaterThanOrEqualTo(number.get() - 1);
            }
        } finally {
            System.clearProperty(CHECKPOINT_INTERVAL);
        }
    }

    @Test
    void corruptPage_endsTheProcess() {
        try (var storage = open()) {
            DomainRows.add(storage.storage(), "first.example");
        }
        // Without those who work in the background, and would meet the page at the same time.
        var storage = DerbyStorage.open(setup(directory));
        DiskFaults.corrupt(Deed::isOfPages);
        assertThatThrownBy(() -> DomainRows.names(storage))
                .hasMessageContaining("the server has ended");
        assertThat(ends).hasSize(1).first().asString().startsWith("the database has failed");
        DiskFaults.heal();
        storage.close();
    }

    /// Derby drops its caches as it finds the page, and then stumbles over what is missing: what it
    /// throws says nothing of a page.
    @Test
    void corruptPageAmongMany_endsTheProcess() throws IOException {
        var random = new Random(1);
        try (var store = OpenStore.open(directory)) {
            var account = store.newAccount();
            for (int i = 0; i < 300; i++) {
                try (var body = store.store().newBody()) {
                    byte[] octets = new byte[2000];
                    random.nextBytes(octets);
                    body.write(octets);
                    store.store()
                            .deliver(
                                    store.store().examine(body),
                                    List.of(new Placement.IntoInbox(account, "")));
                }
            }
        }
        Path largest;
        try (var files = Files.list(directory.resolve("database/seg0"))) {
            largest =
                    files.max(Comparator.comparingLong(file -> file.toFile().length()))
                            .orElseThrow();
        }
        byte[] octets = Files.readAllBytes(largest);
        octets[octets.length / 4096 / 2 * 4096 + 2000] ^= 1;
        Files.write(largest, octets);
        var storage = DerbyStorage.open(setup(directory));
        assertThatThrownBy(() ->
                        storage.database()
                                .reading(tx -> {
                                    var ids = new ArrayList<BodyId>();
                                    tx.forEach(
                                            "SELECT body_id FROM messages",
                                            row -> ids.add(new BodyId(row.getLong(1))));
                                    return new JdbcBodyRows(tx).rows(ids);
                                }))
                .hasMessageContaining("the server has ended");
        assertThat(ends).isNotEmpty();
        storage.close();
    }

    @Test
    void corruptPage_atStart_isARefusedStartInOneLine() {
        open().close();
        DiskFaults.corrupt(Deed::isOfPages);
        assertThatThrownBy(() -> open())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The ")
                .extracting(e -> String.valueOf(e.getMessage()))
                .satisfies(text -> assertThat(text.lines()).hasSize(1))
                .satisfies(text -> assertThat(text.length()).isLessThan(500));
        assertThat(ends).isEmpty();
    }

    private static boolean isDerbys() {
        return Thread.currentThread().getName().startsWith("derby.");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
