package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;

/// Waits until what a server was given has come through, and says what has not.
///
/// What the sink deferred is asked for again when everything has been tried once: how long a server
/// waits by itself is a setting, and no speed.
record Arrival(RelayPeer peer, Consignment consignment, Failures failures) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_RETRIES = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(2);

    /// @param sent how many of the consignment were handed over
    void await(int sent) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        long retried = System.nanoTime() - BETWEEN_RETRIES.toNanos();
        while (!isThrough(sent) && System.nanoTime() - end < 0) {
            boolean waits = consignment.tried() >= sent && consignment.settled() < sent;
            if (waits && System.nanoTime() - retried > BETWEEN_RETRIES.toNanos()) {
                peer.retryNow();
                retried = System.nanoTime();
            }
            Pause.of(LOOK);
        }
        judge(sent);
    }

    private boolean isThrough(int sent) {
        return consignment.settled() >= sent && consignment.reports() >= reportsDue(sent);
    }

    /// All of the refused ones, if all were sent.
    private int reportsDue(int sent) {
        return sent == consignment.size() ? consignment.refused() : 0;
    }

    private void judge(int sent) {
        require(consignment.settled() >= sent, sent - consignment.settled() + " are not through");
        require(consignment.doubled() == 0, consignment.doubled() + " came twice");
        int reports = consignment.reports();
        require(
                reports >= reportsDue(sent),
                "%d reports of %d refused".formatted(reports, reportsDue(sent)));
        consignment.flaws().forEach(flaw -> require(false, flaw));
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            failures.add(
                    peer.name(),
                    "%s: of %d relayed messages %s"
                            .formatted(peer.name(), consignment.size(), otherwise));
        }
    }
}
