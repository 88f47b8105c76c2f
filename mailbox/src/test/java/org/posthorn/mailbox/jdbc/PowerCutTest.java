package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.jdbc.DiskImage.Habits;

/// A cut of power at any moment, and again during the start after it, loses nothing that was
/// acknowledged, and keeps nothing in part.
///
/// `-Dposthorn.cuts=300 -Dposthorn.seed=…` runs more of them, or the same again;
/// `-Dposthorn.block=4096` is a disk that writes so much whole or not at all.
final class PowerCutTest {
    private static final int DEEDS = 120;
    private static final String INTERVAL = "100000";

    private Path work;

    @BeforeEach
    void prepare() throws IOException {
        Path memory = Path.of("/dev/shm");
        work =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "posthorn-cuts")
                        : Files.createTempDirectory("posthorn-cuts");
        FaultyDisk.register();
        // As often as Derby allows.
        System.setProperty("derby.storage.checkpointInterval", INTERVAL);
        System.setProperty("derby.storage.logSwitchInterval", INTERVAL);
    }

    @AfterEach
    void cleanUp() throws IOException {
        System.clearProperty("derby.storage.checkpointInterval");
        System.clearProperty("derby.storage.logSwitchInterval");
        try (var files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private PowerCuts.Toll toll(int cuts, Habits habits) throws IOException {
        long seed = Long.getLong("posthorn.seed", System.nanoTime());
        var power = new PowerCuts(work, seed, DEEDS);
        var toll = power.cut(cuts, habits);
        System.out.println(habits + ", seed " + seed + ": " + toll + " of " + power.deeds());
        toll.findings.stream().limit(5).forEach(System.out::println);
        return toll;
    }

    @Test
    void nothingAcknowledgedIsLost_andNothingIsThereInPart() throws IOException {
        int block = Integer.getInteger("posthorn.block", 512);
        var toll = toll(Integer.getInteger("posthorn.cuts", 100), new Habits(block, block, false));
        assertThat(toll.findings).isEmpty();
    }

    /// The control: what such a disk does must show.
    @Test
    void diskThatLiesAboutForcing_isFoundOut() throws IOException {
        assertThat(toll(30, new Habits(4096, 4096, true)).findings).isNotEmpty();
    }
}
