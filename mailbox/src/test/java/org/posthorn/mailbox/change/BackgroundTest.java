package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.mailbox.change.Background.Step;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

@Timeout(30)
final class BackgroundTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static Step failing(RuntimeException failure) {
        return new Step(
                "it fails",
                () -> {
                    throw failure;
                });
    }

    @Test
    void whatFails_keepsNothingElseFromBeingDone_inThisRoundOrTheNext() throws Exception {
        var done = new Semaphore(0);
        var steps =
                List.of(
                        failing(new IllegalStateException("as asked")),
                        failing(new UnknownOutcomeException("as asked")),
                        failing(new StoreFullException("as asked")),
                        new Step(
                                "an error",
                                () -> {
                                    throw new StackOverflowError("as asked");
                                }),
                        new Step("it does not", done::release));
        try (var background = new Background("test", LONG, steps)) {
            background.start();
            background.wake();
            done.acquire();
            background.wake();
            done.acquire();
        }
    }

    @Test
    void rounds_followEachOther_withoutBeingAsked() throws Exception {
        var done = new Semaphore(0);
        var steps = List.of(new Step("it does not fail", done::release));
        try (var background = new Background("test", Duration.ofMillis(1), steps)) {
            background.start();
            done.acquire(3);
        }
    }

    @Test
    void nothingIsBegun_afterTheEnd() {
        var done = new Semaphore(0);
        var background = new Background("test", LONG, List.of());
        background.close();
        assertThat(background.attempt(new Step("it does not fail", done::release))).isFalse();
        assertThat(done.availablePermits()).isZero();
    }
}
