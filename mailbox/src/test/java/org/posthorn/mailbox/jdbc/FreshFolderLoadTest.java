package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.jdbc.MixedLoad.Sharing;

/// Many clients on a folder in which there is nothing yet, where Derby would rather read whole
/// tables.
final class FreshFolderLoadTest {
    private static final String WAIT = "derby.locks.waitTimeout";
    private static final int CLIENTS = 20;

    /// How often one may meet what Derby does by itself.
    private static final int MEETINGS = 3;

    private static final Duration TIME = Duration.ofSeconds(4);

    @TempDir private Path directory;

    private final Conflicts conflicts = new Conflicts();
    private final long seed = System.nanoTime();

    /// Statements that the database undid for the sake of another's.
    private static final class Conflicts extends Handler {
        private static final Logger LOGGER = Logger.getLogger(JdbcTransaction.class.getName());

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            seen.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Conflicts.LOGGER.setLevel(Level.FINE);
        Conflicts.LOGGER.addHandler(conflicts);
    }

    @AfterEach
    void stopListening() {
        Conflicts.LOGGER.removeHandler(conflicts);
        Conflicts.LOGGER.setLevel(null);
        System.clearProperty(WAIT);
    }

    @Test
    void clientsWhoShareNothing_neverWaitForALock() throws InterruptedException {
        // Derby waits for nothing: a lock that another has is a failure at once.
        System.setProperty(WAIT, "0");
        assertNobodyIsInAnothersWay(CLIENTS, Sharing.NOTHING);
    }

    @Test
    void clientsWhoShareAccountsAndBodies_neverDeadlock() throws InterruptedException {
        assertNobodyIsInAnothersWay(4, Sharing.ACCOUNTS_AND_BODIES);
    }

    private void assertNobodyIsInAnothersWay(int accountCount, Sharing sharing)
            throws InterruptedException {
        try (var storage = OpenStore.open(directory)) {

            List<AccountId> accounts =
                    IntStream.range(0, accountCount).mapToObj(_ -> storage.newAccount()).toList();
            var load = new MixedLoad(storage.store(), accounts, sharing, seed);
            assertThat(load.run(CLIENTS, TIME)).as("seed " + seed).isEmpty();
            assertThat(load.operations()).isPositive();
        }
        assertThat(conflicts.seen)
                .as("seed " + seed)
                .filteredOn(undone -> !meetsTheDatabaseItself(undone))
                .isEmpty();
        assertThat(conflicts.seen).as("seed " + seed).hasSizeLessThanOrEqualTo(MEETINGS);
    }

    /// Whoever reads a range of messages comes by those of it that were expunged. Derby's own
    /// thread takes each of them for a moment, some time later, to make room of it; of its locks a
    /// dump has said so. Of others' locks there would be thousands.
    private static boolean meetsTheDatabaseItself(String undone) {
        return undone.startsWith("undone (40XL1): SELECT uid,") && undone.contains("FROM messages");
    }
}
