package org.posthorn.smtp.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.login.ClientNetwork;
import org.posthorn.mailbox.login.GrowingDelays;
import org.posthorn.mailbox.login.Growth;
import org.posthorn.mailbox.login.Pause;

/// Slows down whoever tries out names to learn which exist.
///
/// The first ten of a network cost nothing; each further one is answered later than the one before.
/// A list with stale addresses still gets through: what it says of known recipients is answered at
/// once, and it may go on as long as it names more of them than unknown ones.
final class UnknownRecipients {
    private static final int FREE = 10;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    /// Where parallel connections have added up to this, one more would only wait for nothing.
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(30);

    private static final Duration FORGET_AFTER = Duration.ofMinutes(15);

    private final GrowingDelays<ClientNetwork> delays;

    UnknownRecipients(LongSupplier nanoTime) {
        delays =
                new GrowingDelays<>(
                        Growth.steady(FREE, STEP, LONGEST_DELAY),
                        LONGEST_QUEUE,
                        FORGET_AFTER,
                        nanoTime);
    }

    /// The answer to an unknown recipient, when it is time for it.
    ///
    /// @param tooMany whether the session has named too many already
    Reply refuse(ClientNetwork client, boolean tooMany, Pause pause) throws IOException {
        if (!client.loopback()) {
            Duration delay = delays.failed(client);
            if (delay.compareTo(LONGEST_QUEUE) >= 0) {
                return Reply.TOO_MANY_UNKNOWN;
            }
            if (delay.isPositive()) {
                pause.await(delay);
            }
        }
        return tooMany ? Reply.TOO_MANY_UNKNOWN : Reply.NO_SUCH_MAILBOX;
    }
}
