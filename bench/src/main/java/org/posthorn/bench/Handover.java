package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Hands a consignment over to a server: as fast as it takes it, or at a steady rate.
///
/// At a steady rate a message counts from the moment when it is due, also if no connection is free
/// for it.
///
/// @param perSecond 0 for as fast as it goes
/// @param longest the time after which no more is begun
record Handover(
        Consignment consignment, Post post, int connections, double perSecond, Duration longest) {

    /// What was handed over, and from when to when.
    record Outcome(int messages, long startNanos, long endNanos) {
        double perSecond() {
            return messages * 1e9 / (endNanos - startNanos);
        }
    }

    Outcome to(RelayPeer peer) throws IOException, InterruptedException {
        var connected = new CountDownLatch(connections);
        var begun = new AtomicInteger();
        var start = new AtomicLong();
        var spans =
                Clients.runAll(
                        connections,
                        client -> {
                            try (var connection = connect(peer, client, connected)) {
                                connected.await();
                                start.compareAndSet(0, System.nanoTime());
                                return new Sender(client, connection, begun, start.get()).run();
                            }
                        });
        return new Outcome(
                spans.stream().mapToInt(Span::messages).sum(),
                start.get(),
                spans.stream().mapToLong(Span::endNanos).max().orElseThrow());
    }

    private SmtpClient connect(RelayPeer peer, int client, CountDownLatch connected)
            throws IOException {
        try {
            return post.connect(peer, client);
        } finally {
            connected.countDown();
        }
    }

    private record Span(int messages, long endNanos) {}

    /// One client.
    private final class Sender {
        private final int client;
        private final SmtpClient connection;
        private final AtomicInteger begun;
        private final long start;

        Sender(int client, SmtpClient connection, AtomicInteger begun, long start) {
            this.client = client;
            this.connection = connection;
            this.begun = begun;
            this.start = start;
        }

        Span run() throws IOException {
            int done = 0;
            long end = start;
            int index = next(end);
            while (index >= 0) {
                send(index);
                done++;
                end = System.nanoTime();
                index = next(end);
            }
            return new Span(done, end);
        }

        /// The next message, -1 if there is none; what is begun is sent.
        private int next(long now) {
            if (now - start >= longest.toNanos()) {
                return -1;
            }
            int index = begun.getAndIncrement();
            return index < consignment.size() ? index : -1;
        }

        private void send(int index) throws IOException {
            int number = consignment.number(index);
            var letter = post.letter(client, index);
            byte[] message = letter.numbered(number);
            var digits = Consignment.digits(number);
            consignment.sending(index, due(index), letter.octetsFromNumber());
            var recipient = "r" + digits + "@" + post.domain();
            connection.send(post.sender(client, digits), recipient, message);
            consignment.taken(index);
        }

        /// Waits for the moment and returns it.
        private long due(int index) {
            if (perSecond == 0) {
                return System.nanoTime();
            }
            long due = start + (long) (index * 1e9 / perSecond);
            long early = due - System.nanoTime();
            if (early > 0) {
                Pause.of(Duration.ofNanos(early));
            }
            return due;
        }
    }
}
