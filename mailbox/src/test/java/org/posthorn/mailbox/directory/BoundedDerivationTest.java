package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedDerivationTest {
    private static final Password SECRET = new Password("secret");

    @Test
    void saltedPassword_ofMany_runsSoManyAtATime() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var count = new AtomicInteger();
        // Each waits for another: fewer than two at a time would never end.
        var pair = new Phaser(2);
        var bounded =
                new BoundedDerivation(
                        (_, salt, _) -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            pair.arriveAndAwaitAdvance();
                            count.incrementAndGet();
                            running.decrementAndGet();
                            return salt;
                        },
                        2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> bounded.saltedPassword(SECRET, new byte[1], 1));
            }
        }

        assertThat(count).hasValue(200);
        assertThat(most).hasValue(2);
    }

    @Test
    void saltedPassword_thatFails_letsOthersIn() {
        var bounded =
                new BoundedDerivation(
                        (_, salt, _) -> {
                            if (salt.length == 0) {
                                throw new IllegalStateException("on purpose");
                            }
                            return salt;
                        },
                        1);

        assertThatThrownBy(() -> bounded.saltedPassword(SECRET, new byte[0], 1))
                .hasMessage("on purpose");
        assertThat(bounded.saltedPassword(SECRET, new byte[1], 1)).hasSize(1);
    }
}
