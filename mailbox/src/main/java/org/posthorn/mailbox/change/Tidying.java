package org.posthorn.mailbox.change;

import java.time.Duration;
import java.util.List;
import org.posthorn.mailbox.rows.MailStorage;

/// Keeps in the background what octets take on the disk small, some at a time, and writes snapshots
/// of large mailboxes.
public final class Tidying implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final MailStorage storage;
    private final Background background =
            new Background(
                    "tidying",
                    PAUSE,
                    List.of(
                            new Background.Step(
                                    "large mailboxes cannot be noted", this::writeSnapshots),
                            new Background.Step(
                                    "unused octets cannot be given back", this::tidyOctets)));

    public Tidying(MailStorage storage) {
        this.storage = storage;
    }

    /// Begins to work in the background.
    public void start() {
        background.start();
    }

    /// Does all that is due.
    public void tidy() {
        writeSnapshots();
        tidyOctets();
    }

    private void writeSnapshots() {
        storage.snapshots().write();
    }

    private void tidyOctets() {
        boolean more = true;
        while (more && !background.isClosed()) {
            more = storage.octets().tidy(background::isClosed);
        }
    }

    @Override
    public void close() {
        background.close();
        writeSnapshots();
    }
}
