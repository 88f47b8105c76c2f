package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.FaultyDisk;
import org.posthorn.mailbox.disk.LocalDisk;
import org.posthorn.mailbox.store.StoreException;

/// The store closes in bounded time, whatever its users do, and keeps what it acknowledged.
@Timeout(60)
final class DerbyStopTest {
    /// Three times the patience of [DerbyStorage#close], and some for a machine at work.
    private static final Duration BOUND = Duration.ofSeconds(12);

    @TempDir private Path directory;

    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void make() {
        EmptyDatabase.copyTo(directory);
    }

    @Test
    void close_whileTransactionsKeepComing_endsInTime_andKeepsWhatWasAcknowledged()
            throws InterruptedException {
        var storage = DerbyStorage.open(directory);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var enough = new CountDownLatch(500);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 100; i++) {
            int thread = i;
            threads.add(
                    start(() -> {
                        for (int n = 0; ; n++) {
                            String name = "d" + n + "." + thread + ".example";
                            DomainRows.add(storage, name);
                            acknowledged.add(name);
                            enough.countDown();
                        }
                    }));
        }
        enough.await();
        assertClosesInTime(storage);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(unexpected).isEmpty();
        try (var again = DerbyStorage.open(directory)) {
            assertThat(DomainRows.names(again)).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    @Test
    void close_whileATransactionTakesForEver_endsInTime_andUndoesIt() throws InterruptedException {
        var storage = DerbyStorage.open(directory);
        var holds = new CountDownLatch(1);
        var waits = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Thread holder =
                start(() ->
                        storage.database()
                                .inTransaction(tx -> {
                                    tx.update("INSERT INTO domains VALUES ('a')");
                                    holds.countDown();
                                    awaitQuietly(never);
                                    return true;
                                }));
        holds.await();
        Thread waiter =
                start(() ->
                        storage.database()
                                .inTransaction(tx -> {
                                    waits.countDown();
                                    tx.update("INSERT INTO domains VALUES ('a')");
                                    return true;
                                }));
        waits.await();
        assertClosesInTime(storage);
        never.countDown();
        holder.join();
        waiter.join();
        assertThat(unexpected).isEmpty();
        assertThatThrownBy(() -> DomainRows.add(storage, "late.example"))
                .isInstanceOf(StoreException.class)
                .hasMessage("the server is stopping");
        try (var again = DerbyStorage.open(directory)) {
            assertThat(DomainRows.names(again)).isEmpty();
        }
    }

    /// A page cache that stays behind would be a part of the heap for each database.
    @Test
    void close_leavesNothingOfTheDatabaseInMemory() throws InterruptedException {
        FaultyDisk.register();
        long before = FaultyDisk.inMemory();
        for (int i = 0; i < 3; i++) {
            DerbyStorage.open(
                            new DerbyStorage.Setup(
                                    directory,
                                    FaultyDisk.NAME,
                                    FilesSetup.of(new LocalDisk(), OctetsPlace.SEGMENTS),
                                    DiskReserve.NONE,
                                    new Lifetime((why, cause) -> unexpected.add(cause)),
                                    new PrometheusRegistry()))
                    .close();
        }
        // What Derby's threads were at may be in memory for a moment.
        while (FaultyDisk.inMemory() > before) {
            Thread.sleep(20);
        }
        assertThat(unexpected).isEmpty();
    }

    /// Runs until the store refuses.
    private Thread start(Runnable work) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        work.run();
                        unexpected.add(new AssertionError("committed"));
                    } catch (StoreException e) {
                        if (!"the server is stopping".equals(e.getMessage())) {
                            unexpected.add(e);
                        }
                    } catch (RuntimeException e) {
                        unexpected.add(e);
                    }
                });
    }

    private static void assertClosesInTime(DerbyStorage storage) {
        long start = System.nanoTime();
        storage.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                // The end of the database interrupts those within.
            }
        }
    }
}
