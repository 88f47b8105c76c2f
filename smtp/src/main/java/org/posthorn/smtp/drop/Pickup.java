package org.posthorn.smtp.drop;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Takes the mail that programs on this machine leave in a folder, and looks for it every second.
///
/// A file goes when its message is on its way on disk; where the server dies between, the message
/// comes twice, with one Message-ID.
public final class Pickup implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Pickup.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);
    private static final Duration TURN = Duration.ofSeconds(1);

    /// How long mail waits when the store cannot take it, or a server cannot be asked.
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /// How long a server is asked that says neither yes nor no.
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final DropFolder folder;
    private final DropDelivery delivery;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// Until when messages wait of which a server says neither yes nor no.
    private final Map<String, Instant> waiting = new HashMap<>();

    private Pickup(DropFolder folder, DropDelivery delivery) {
        this.folder = folder;
        this.delivery = delivery;
        this.thread = Thread.ofVirtual().name("pickup").unstarted(this::run);
    }

    /// Begins to look into the folder, which is made if it is missing.
    ///
    /// @throws IOException if it cannot be made, or belongs to somebody else
    public static Pickup open(Path folder, DropServices services, DropSettings settings)
            throws IOException {
        var pickup = new Pickup(DropFolder.open(folder), new DropDelivery(services, settings));
        pickup.thread.start();
        return pickup;
    }

    private void run() {
        Duration pause = TURN;
        while (!isClosing(pause)) {
            pause = turn(Instant.now());
        }
    }

    private boolean isClosing(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Takes what is there. Who leaves very much keeps others waiting for no longer than it takes.
    ///
    /// @return when to look again
    private Duration turn(Instant now) {
        try {
            boolean more = folder.take(now);
            for (Dropped dropped : folder.taken()) {
                if (closing.getCount() == 0) {
                    return TURN;
                }
                work(dropped, now);
            }
            return more ? Duration.ZERO : TURN;
        } catch (StoreException | IOException e) {
            FAILURES.failed(Level.WARNING, "mail of this machine's programs waits", e);
            return PAUSE;
        } catch (UnknownOutcomeException e) {
            LOG.log(Level.ERROR, "nobody knows whether a message is on its way", e);
            return PAUSE;
        }
    }

    private void work(Dropped dropped, Instant now) throws IOException {
        if (now.isBefore(waiting.getOrDefault(dropped.id(), Instant.MIN))) {
            return;
        }
        if (deliver(dropped, now)) {
            waiting.remove(dropped.id());
        } else {
            waiting.put(dropped.id(), now.plus(PAUSE));
        }
    }

    /// Whether it is on its way, or will never be.
    private boolean deliver(Dropped dropped, Instant now) throws IOException {
        try {
            boolean last =
                    Files.getLastModifiedTime(dropped.file(), LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(now.minus(PATIENCE));
            boolean delivered = delivery.deliver(dropped, last);
            if (delivered) {
                folder.remove(dropped);
            }
            return delivered;
        } catch (StoreException | UnknownOutcomeException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            FAILURES.refused(
                    Level.WARNING,
                    "what a user of this machine has left cannot be sent, and is kept in the folder failed",
                    new IOException(
                            "%s of user %s: %s".formatted(dropped.file(), dropped.user(), e), e));
            folder.setAside(dropped);
            return true;
        }
    }

    /// Ends when the message at hand is on its way.
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
