package org.posthorn.mailbox.inhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A death is an [InHand] that is opened anew without having been closed.
final class InHandTest {
    private static final long BOOT = 1;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final Piece POISON = Piece.arriving(0xFEDC_BA98L, 5000);
    private static final Piece INNOCENT = Piece.stored(7);

    @TempDir private Path folder;

    private InHand open() {
        return InHand.open(folder, BOOT, TODAY);
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
        assertThat(Files.readString(folder.resolve("deaths"))).contains(POISON + " 2 2026-11-26\n");
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
            InHand.open(folder, BOOT + i, TODAY).take(POISON);
        }
        assertThat(InHand.open(folder, BOOT + 3, TODAY).isSetAside(POISON)).isFalse();
    }

    @Test
    void deathsOfLongAgo_doNotCount() {
        open().take(POISON);
        InHand.open(folder, BOOT, TODAY.plusDays(1)).close();
        InHand later = InHand.open(folder, BOOT, TODAY.plusDays(9));
        later.take(POISON);
        assertThat(InHand.open(folder, BOOT, TODAY.plusDays(9)).isSetAside(POISON)).isFalse();
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
                "nonsense\nstored x 2 y\nstored 1\n" + INNOCENT + " 2 2026-11-25\n");
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
