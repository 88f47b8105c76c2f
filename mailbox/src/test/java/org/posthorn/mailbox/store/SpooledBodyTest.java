package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.body.FileSpool;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;

/// What a message that arrives keeps of the budget.
final class SpooledBodyTest {
    private static final int HEAP = 4 << 20;
    private static final int FILES = 8;

    @TempDir private Path incoming;

    private final WorkBudget budget = WorkBudget.of(HEAP, 64 << 20, FILES, () -> Long.MAX_VALUE);

    @Test
    void heapUsedUp_goesToDiskAtOnce_andReadsTheSame() throws IOException {
        try (var hog = budget.open(Party.STRANGER);
                var body = body()) {
            assertThat(hog.keepInHeap(HEAP / 8 + WorkBudget.FREE_OCTETS)).isTrue();
            byte[] octets = octets(10_000);
            for (int i = 0; i < octets.length; i += 100) {
                body.write(octets, i, 100);
            }
            assertThat(files()).isEqualTo(1);
            try (InputStream in = body.open()) {
                assertThat(in.readAllBytes()).isEqualTo(octets);
            }
        }
        assertNothingIsLeft();
    }

    @Test
    void everythingUsedUp_isAFullStore_andGivesAllBack() throws IOException {
        var bodies = new ArrayList<SpooledBody>();
        var hog = budget.open(Party.STRANGER);
        assertThat(hog.keepInHeap(HEAP / 8 + WorkBudget.FREE_OCTETS)).isTrue();
        byte[] octets = octets(WorkBudget.FREE_OCTETS + 1);
        for (int i = 0; i < FILES / 2; i++) {
            bodies.add(body());
            bodies.getLast().write(octets);
        }
        bodies.add(body());
        assertThatThrownBy(() -> bodies.getLast().write(octets))
                .isInstanceOf(StoreFullException.class);
        bodies.forEach(SpooledBody::close);
        bodies.forEach(SpooledBody::close);
        hog.close();
        assertNothingIsLeft();
    }

    @Test
    void anySize_readsAsWritten() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] octets = octets(random.nextInt(3 * SpooledBody.HEAP_OCTETS));
            try (var body = body()) {
                for (int at = 0; at < octets.length; ) {
                    int length = Math.min(octets.length - at, 1 + random.nextInt(9000));
                    body.write(octets, at, length);
                    at += length;
                }
                try (InputStream in = body.open()) {
                    assertThat(in.readAllBytes()).isEqualTo(octets);
                }
            }
        }
        assertNothingIsLeft();
    }

    private SpooledBody body() {
        return new SpooledBody(FileSpool.in(incoming), budget.open(Party.STRANGER));
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(count).nextBytes(octets);
        return octets;
    }

    private long files() throws IOException {
        try (var files = Files.list(incoming)) {
            return files.count();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(files()).isZero();
        assertThat(budget.heapOctets()).isZero();
        assertThat(budget.diskOctets()).isZero();
        assertThat(budget.fileCount()).isZero();
    }
}
