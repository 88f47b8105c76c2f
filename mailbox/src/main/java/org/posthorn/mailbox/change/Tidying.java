package org.posthorn.mailbox.change;

import java.time.Duration;
import java.util.List;
import org.posthorn.mailbox.rows.BodyOctets;

/// Keeps in the background what octets take on the disk small, some at a time.
public final class Tidying implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final BodyOctets octets;
    private final Background background =
            new Background(
                    "tidying",
                    PAUSE,
                    List.of(new Background.Step("unused octets cannot be given back", this::tidy)));

    public Tidying(BodyOctets octets) {
        this.octets = octets;
    }

    /// Begins to work in the background.
    public void start() {
        background.start();
    }

    /// Does all that is due.
    public void tidy() {
        boolean more = true;
        while (more && !background.isClosed()) {
            more = octets.tidy();
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
