package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.derby.DiskImage.Habits;
import org.posthorn.mailbox.derby.FaultyDisk;

/// A cut of power at any moment, and again during the start after it, loses nothing that was
/// acknowledged, and keeps nothing in part.
///
/// `-Dposthorn.cuts=10000 -Dposthorn.seed=…` runs more of them, or the same again;
/// `-Dposthorn.block=4096` is a disk that writes so much whole or not at all.
final class PowerCutTest {
    private static final int DEEDS = 120;
    private static final int CUTS_OF_ONE = 100;
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
        PowerCuts.delete(work);
    }

    /// Lets a new store work for every hundred cuts.
    private PowerCuts.Toll toll(int cuts, Habits habits) throws IOException {
        long seed = Long.getLong("posthorn.seed", System.nanoTime());
        var toll = new PowerCuts.Toll();
        for (int done = 0; done < cuts; done += CUTS_OF_ONE) {
            Path folder = Files.createDirectory(work.resolve("store" + done));
            var power = new PowerCuts(folder, seed + done, DEEDS);
            power.cut(Math.min(CUTS_OF_ONE, cuts - done), habits, toll);
            System.out.println(habits + ", seed " + (seed + done) + " of " + power.deeds());
            PowerCuts.delete(folder);
        }
        System.out.println(habits + ", seed " + seed + ": " + toll);
        toll.findings.stream().limit(5).forEach(System.out::println);
        return toll;
    }

    @Test
    void nothingAcknowledgedIsLost_andNothingIsThereInPart() throws IOException {
        int block = Integer.getInteger("posthorn.block", 512);
        var toll = toll(Integer.getInteger("posthorn.cuts", 100), new Habits(block, block, false));
        assertThat(toll.findings).isEmpty();
    }

    /// `-Dposthorn.faults=1000` has more of them, and `-Dposthorn.seed=…` the same again.
    @Test
    void diskThatFailsOnce_orFromThenOn_leavesNothingInPart() throws IOException {
        long seed = Long.getLong("posthorn.seed", System.nanoTime());
        var rounds = new FaultRounds(work, seed);
        for (int i = 0; i < Integer.getInteger("posthorn.faults", 40); i++) {
            rounds.round(seed + i);
        }
        System.out.println("faults, seed " + seed + ": " + rounds.outcomes());
        rounds.findings().stream().limit(5).forEach(System.out::println);
        assertThat(rounds.findings()).isEmpty();
    }

    /// The control: what such a disk does must show.
    @Test
    void diskThatLiesAboutForcing_isFoundOut() throws IOException {
        assertThat(toll(30, new Habits(4096, 4096, true)).findings).isNotEmpty();
    }
}
