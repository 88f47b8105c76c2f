package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Deliveries to some accounts at a steady rate, to see what they feel of what others do.
///
/// A delivery counts from the moment when it is due, also if the connection is still busy with the
/// one before: who waits in the queue waits, too.
final class Neighbours {
    static final int CONNECTIONS = 4;

    /// For each connection; slow enough for every server to keep up.
    private static final Duration INTERVAL = Duration.ofMillis(40);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int SIZE_OCTETS = 4096;
    private static final long FIRST_NUMBER = 1L << 33;

    private final Peer peer;
    private final Failures failures;
    private final Corpus corpus = Corpus.ofAbout(SIZE_OCTETS);
    private final AtomicLong numbers = new AtomicLong(FIRST_NUMBER);
    private final List<Connection> connections = new ArrayList<>();
    private volatile long stopNanos;
    private volatile boolean stopped;

    Neighbours(Peer peer, Failures failures) {
        this.peer = peer;
        this.failures = failures;
    }

    /// One delivery that was acknowledged.
    private record Sample(long dueNanos, long nanos) {}

    /// Begins to deliver, each connection to an account of its own.
    void start(List<Account> accounts) {
        for (int i = 0; i < CONNECTIONS; i++) {
            var connection = new Connection(accounts.get(i));
            // Virtual ones would wait for clients of this process that read without a pause.
            connection.thread = Thread.ofPlatform().daemon().start(connection::run);
            connections.add(connection);
        }
    }

    /// Returns when no connection is late, so that what was does not count for what comes; or after
    /// a while.
    void awaitCalm() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (connections.stream().anyMatch(Connection::isLate) && System.nanoTime() < end) {
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /// Ends when what is due has been delivered.
    void stop() throws InterruptedException {
        stopNanos = System.nanoTime();
        stopped = true;
        for (var connection : connections) {
            connection.thread.join();
        }
    }

    /// What those felt that were due in that time; after the end.
    Latencies dueBetween(long fromNanos, long untilNanos) {
        return Latencies.of(
                connections.stream()
                        .flatMap(connection -> connection.samples.stream())
                        .filter(s -> s.dueNanos - fromNanos >= 0 && s.dueNanos - untilNanos < 0)
                        .mapToLong(Sample::nanos));
    }

    /// Whether all that was acknowledged is there; after the end.
    void verify() throws IOException {
        for (var connection : connections) {
            try (var client = ImapClient.login(peer.imapsPort(), connection.account, SIZE_OCTETS)) {
                int found = client.messages("INBOX");
                if (found < connection.samples.size()) {
                    failures.add(
                            peer.name(),
                            "%s acknowledged %d messages to %s and has %d"
                                    .formatted(
                                            peer.name(),
                                            connection.samples.size(),
                                            connection.account.address(),
                                            found));
                }
            }
        }
    }

    private final class Connection {
        private final Account account;
        private final List<Sample> samples = new ArrayList<>();
        private Thread thread = Thread.currentThread();
        private volatile long dueNanos = System.nanoTime();

        Connection(Account account) {
            this.account = account;
        }

        boolean isLate() {
            return System.nanoTime() - dueNanos > INTERVAL.toNanos();
        }

        void run() {
            while (isWanted()) {
                try (var client = LmtpClient.connect(peer.lmtpPort(), PATIENCE)) {
                    deliver(client);
                } catch (IOException e) {
                    failures.add(
                            peer.name(),
                            "%s: delivery to a neighbour: %s"
                                    .formatted(peer.name(), e.getMessage()));
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                    dueNanos = System.nanoTime();
                }
            }
        }

        private boolean isWanted() {
            return !stopped || dueNanos - stopNanos < 0;
        }

        private void deliver(LmtpClient client) throws IOException {
            while (isWanted()) {
                long due = dueNanos;
                client.deliver(account.address(), corpus.message(numbers.getAndIncrement()));
                samples.add(new Sample(due, System.nanoTime() - due));
                dueNanos = due + INTERVAL.toNanos();
                long early = dueNanos - System.nanoTime();
                while (early > 0) {
                    LockSupport.parkNanos(early);
                    early = dueNanos - System.nanoTime();
                }
            }
        }
    }
}
