package org.posthorn.mailbox.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class WorkBudgetTest {
    private static final long HEAP = 4 << 20;
    private static final long DISK = 8 << 20;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final WorkBudget budget = WorkBudget.of(HEAP, DISK, 10, () -> Long.MAX_VALUE);

    @Test
    void strangers_getHalfOfTheHeapsQuarter_andTheKnownTheRest() {
        assertThat(budget.open(Party.STRANGER).keepInHeap(HEAP / 8)).isTrue();
        assertThat(budget.open(Party.STRANGER).keepInHeap(WorkBudget.FREE_OCTETS + 4097)).isFalse();
        assertThat(budget.open(Party.KNOWN).keepInHeap(HEAP / 8)).isTrue();
        assertThat(budget.heapOctets()).isEqualTo(HEAP / 4 - 2 * WorkBudget.FREE_OCTETS);
        assertThat(budget.open(Party.KNOWN).keepInHeap(3 * WorkBudget.FREE_OCTETS + 1)).isFalse();
    }

    @Test
    void littleIsFree() {
        assertThat(budget.open(Party.STRANGER).keepInHeap(WorkBudget.FREE_OCTETS)).isTrue();
        assertThat(budget.heapOctets()).isZero();
    }

    @Test
    void heapUsedUp_admitsWhileThereIsDisk_andNotAfter() {
        assertThat(budget.open(Party.STRANGER).keepInHeap(HEAP / 8)).isTrue();
        assertThat(budget.admits(Party.STRANGER)).isTrue();
        Holding onDisk = budget.open(Party.STRANGER);
        assertThat(onDisk.keepInFile(DISK / 8 * 3)).isTrue();
        assertThat(budget.admits(Party.STRANGER)).isFalse();
        assertThat(budget.admits(Party.KNOWN)).isTrue();
        assertThat(onDisk.keepInFile(DISK / 2)).as("who has begun may finish").isTrue();
        assertThat(onDisk.keepInFile(DISK / 2 + 1)).isFalse();
        onDisk.close();
        assertThat(budget.admits(Party.STRANGER)).isTrue();
    }

    @Test
    void files_areCounted() {
        var holdings = new ArrayList<Holding>();
        for (int i = 0; i < 5; i++) {
            holdings.add(budget.open(Party.STRANGER));
            assertThat(holdings.getLast().keepInFile(1)).isTrue();
        }
        assertThat(budget.open(Party.STRANGER).keepInFile(1)).isFalse();
        holdings.forEach(Holding::close);
        assertThat(budget.fileCount()).isZero();
        assertThat(budget.diskOctets()).isZero();
    }

    @Test
    void littleRoomOnDisk_takesNoFile() {
        var full = WorkBudget.of(HEAP, DISK, 10, () -> -1);
        assertThat(full.open(Party.KNOWN).keepInFile(1)).isFalse();
        assertThat(full.admits(Party.KNOWN)).as("in heap").isTrue();
        assertThat(full.open(Party.KNOWN).keepInHeap(HEAP / 4)).isTrue();
        assertThat(full.admits(Party.KNOWN)).isFalse();
    }

    @Test
    void slowOne_goesOnlyWhileOthersNeedTheRoom() {
        Holding slow = budget.open(Party.STRANGER);
        assertThat(slow.keepInHeap(HEAP / 32)).isTrue();
        assertThat(slow.isTooSlow(0, 1)).isFalse();
        assertThat(slow.isTooSlow(Holding.WINDOW_OCTETS - 1, 2 + MINUTE)).isFalse();
        Holding other = budget.open(Party.STRANGER);
        assertThat(other.keepInHeap(HEAP / 16)).isTrue();
        assertThat(slow.isTooSlow(Holding.WINDOW_OCTETS - 1, 3 + MINUTE)).isTrue();
        assertThat(slow.isTooSlow(Holding.WINDOW_OCTETS, 4 + MINUTE)).isFalse();
        assertThat(slow.isTooSlow(Holding.WINDOW_OCTETS, 5 + 2 * MINUTE)).isTrue();
        other.close();
        assertThat(slow.isTooSlow(Holding.WINDOW_OCTETS, 6 + 2 * MINUTE)).isFalse();
    }

    @Test
    void newConnections_areRefusedBeforeBuffersAre() {
        long all = HEAP / 2;
        assertThat(budget.takeConnection((int) (all / 4 * 3))).isTrue();
        assertThat(budget.takeConnection(1)).isFalse();
        assertThat(budget.takeBuffer(Party.STRANGER, (int) (all / 8))).isTrue();
        assertThat(budget.takeBuffer(Party.STRANGER, 1)).isFalse();
        assertThat(budget.takeBuffer(Party.KNOWN, (int) (all / 8))).isTrue();
        assertThat(budget.takeBuffer(Party.KNOWN, 1)).isFalse();
        budget.giveBack((int) all);
        assertThat(budget.connectionOctets()).isZero();
    }

    @Test
    void manyAtOnce_neverExceedAndNeverLeak() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var working = new AtomicBoolean(true);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var watcher =
                    threads.submit(() -> {
                        while (working.get()) {
                            assertThat(budget.heapOctets()).isBetween(0L, HEAP / 4);
                            assertThat(budget.diskOctets()).isBetween(0L, DISK);
                            assertThat(budget.fileCount()).isBetween(0L, 10L);
                        }
                    });
            var workers = new ArrayList<Future<?>>();
            for (int i = 0; i < 16; i++) {
                var random = new Random(seed + i);
                workers.add(threads.submit(() -> work(random)));
            }
            for (var worker : workers) {
                worker.get();
            }
            working.set(false);
            watcher.get();
        }
        assertThat(budget.heapOctets()).isZero();
        assertThat(budget.diskOctets()).isZero();
        assertThat(budget.fileCount()).isZero();
    }

    private void work(Random random) {
        for (int i = 0; i < 5000; i++) {
            Party party = random.nextBoolean() ? Party.STRANGER : Party.KNOWN;
            try (Holding holding = budget.open(party)) {
                for (int grown = 0; grown < 5; grown++) {
                    if (!holding.keepInHeap(random.nextInt(100_000))) {
                        holding.keepInFile(random.nextInt(1_000_000));
                    }
                }
            }
        }
    }
}
