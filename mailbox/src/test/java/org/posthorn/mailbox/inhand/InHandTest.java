package org.posthorn.mailbox.inhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A death is an [InHand] that is opened anew without having been closed.
final class InHandTest {
    private static final long BOOT = 1;
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Piece POISON = Piece.arriving(0xFEDC_BA98L, 5000);
    private static final Piece INNOCENT = Piece.stored(7);

    @TempDir private Path folder;

    private Instant now = NOW;

    private final InstantSource clock = () -> now;

    private InHand open() {
        return InHand.open(folder, BOOT, clock);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void inHandAtTwoDeaths_isSetAside() {
        open().take(POISON);
        InHand second = open();
        assertThat(second.isSetAside(POISON)).isFalse();
        second.take(POISON);
        try (InHand third = open()) {
            assertThat(third.isSetAside(POISON)).isTrue();
            assertThat(third.isAnySetAside()).isTrue();
        }
        assertThat(open().isSetAside(POISON)).as("until it is lifted").isTrue();
    }

    @Test
    void inHandAtOneDeath_andThenHandledWell_isForgotten() throws IOException {
        InHand first = open();
        first.take(POISON);
        first.take(INNOCENT);
        InHand second = open();
        try (Held held = second.take(INNOCENT)) {
            held.well();
        }
        second.take(POISON);
        second.take(INNOCENT);
        InHand third = open();
        assertThat(third.isSetAside(POISON)).isTrue();
        assertThat(third.isSetAside(INNOCENT)).isFalse();
        try (Held held = third.take(INNOCENT)) {
            held.well();
        }
        assertThat(Files.readString(folder.resolve("deaths")))
                .contains(POISON + " 2 2026-11-26T10:00:00Z\n");
        assertThat(Files.readString(folder.resolve("deaths"))).doesNotContain(INNOCENT.toString());
    }

    @Test
    void putDown_isNotInHand() {
        for (int i = 0; i < 3; i++) {
            open().take(POISON).close();
        }
        assertThat(open().isSetAside(POISON)).isFalse();
        assertThat(folder.resolve("deaths")).doesNotExist();
    }

    @Test
    void cleanStop_forgetsWhatWasInHand() {
        for (int i = 0; i < 3; i++) {
            InHand inHand = open();
            inHand.take(POISON);
            inHand.close();
        }
        assertThat(open().isSetAside(POISON)).isFalse();
    }

    @Test
    void anotherStartOfTheMachine_isNobodysFault() {
        for (int i = 0; i < 3; i++) {
            InHand.open(folder, BOOT + i, clock).take(POISON);
        }
        assertThat(InHand.open(folder, BOOT + 3, clock).isSetAside(POISON)).isFalse();
    }

    @Test
    void deathsOfLongAgo_doNotCount() {
        open().take(POISON);
        pass(Duration.ofDays(1));
        open().close();
        pass(Duration.ofDays(8));
        open().take(POISON);
        assertThat(open().isSetAside(POISON)).isFalse();
    }

    @Test
    void afterTwoDeaths_isTriedAgainInAnHour_thoughTheServerWasNotStarted() throws IOException {
        open().take(INNOCENT);
        open().take(INNOCENT);
        InHand third = open();
        pass(Duration.ofMinutes(59));
        assertThat(third.isSetAside(INNOCENT)).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(third.isSetAside(INNOCENT)).isFalse();
        try (Held held = third.take(INNOCENT)) {
            held.well();
        }
        assertThat(folder.resolve("deaths")).as("nothing is held against it").doesNotExist();
    }

    @Test
    void whatKillsAgain_isSetAsideForADay_andThenForAWeek() {
        open().take(POISON);
        open().take(POISON);
        pass(Duration.ofHours(1));
        open().take(POISON);
        InHand afterThree = open();
        pass(Duration.ofHours(23));
        assertThat(afterThree.isSetAside(POISON)).isTrue();
        pass(Duration.ofHours(1));
        assertThat(afterThree.isSetAside(POISON)).isFalse();
        afterThree.take(POISON);
        InHand afterFour = open();
        pass(Duration.ofDays(7).minusSeconds(1));
        assertThat(afterFour.isSetAside(POISON)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(afterFour.isSetAside(POISON)).isFalse();
    }

    @Test
    void clockThatWasAhead_setsNothingAsideForLonger() {
        pass(Duration.ofDays(365));
        open().take(INNOCENT);
        open().take(INNOCENT);
        open().close();
        now = NOW;
        InHand corrected = open();
        assertThat(corrected.isSetAside(INNOCENT)).isTrue();
        pass(Duration.ofHours(1));
        assertThat(corrected.isSetAside(INNOCENT)).isFalse();
    }

    @Test
    void lineDeletedByAPerson_liftsIt() throws IOException {
        open().take(POISON);
        open().take(POISON);
        open().close();
        Files.delete(folder.resolve("deaths"));
        assertThat(open().isSetAside(POISON)).isFalse();
    }

    @Test
    void corruptFiles_areIgnored() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int length : new int[] {0, 1, 15, 16 + 16 * Slots.COUNT}) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            Files.write(folder.resolve("in-hand"), octets);
            Files.write(folder.resolve("deaths"), octets);
            try (InHand inHand = open()) {
                assertThat(inHand.isAnySetAside()).isFalse();
            }
        }
        Files.writeString(folder.resolve("deaths"), "nonsense\nstored x 2 y\n" + INNOCENT + " 2 ");
        Files.writeString(
                folder.resolve("deaths"),
                "nonsense\nstored x 2 y\nstored 1\n" + INNOCENT + " 2 2026-11-26T09:59:00Z\n");
        assertThat(open().isSetAside(INNOCENT)).isTrue();
    }

    @Test
    void moreInHandThanSlots_isHandledAllTheSame() {
        InHand inHand = open();
        var held = new ArrayList<Held>();
        for (int i = 0; i < 2 * Slots.COUNT; i++) {
            held.add(inHand.take(Piece.stored(i)));
        }
        held.forEach(Held::close);
        open().close();
        assertThat(folder.resolve("deaths")).doesNotExist();
    }

    @Test
    void manyAtOnce_leaveNothing() throws Exception {
        InHand inHand = open();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = new ArrayList<Future<?>>();
            for (int i = 0; i < 100; i++) {
                int id = i;
                workers.add(
                        threads.submit(() -> {
                            for (int round = 0; round < 1000; round++) {
                                inHand.take(Piece.stored(id)).close();
                            }
                        }));
            }
            for (var worker : workers) {
                worker.get();
            }
        }
        open().close();
        assertThat(folder.resolve("deaths")).doesNotExist();
    }

    @Test
    void copies_areFew() throws IOException {
        var copies = new SetAsideCopies(folder.resolve("set-aside"));
        for (int i = 0; i < 40; i++) {
            copies.keep(Piece.arriving(i, 3), 3, new ByteArrayInputStream(new byte[3]));
        }
        try (var files = Files.list(folder.resolve("set-aside"))) {
            assertThat(files.count()).isEqualTo(16);
        }
    }
}
