package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Delivers messages over LMTP; each counts when the server has answered that it keeps it.
///
/// @param messages what is delivered, each once
/// @param recipients whom to, in turn
/// @param connections how many clients deliver at the same time, each one message after the other
/// @param most the number of messages after which it ends
/// @param longest the time after which it ends
record Delivery(
        Stock messages, List<Account> recipients, int connections, int most, Duration longest) {

    /// How many messages were delivered, of how many octets together, and in what time.
    record Outcome(int messages, long octets, Duration time) {
        double perSecond() {
            return messages * 1e9 / time.toNanos();
        }
    }

    Outcome to(Peer peer) throws IOException, InterruptedException {
        var connected = new CountDownLatch(connections);
        var begun = new AtomicInteger();
        var spans =
                Clients.runAll(
                        connections,
                        _ -> {
                            try (var client = connect(peer, connected)) {
                                connected.await();
                                return deliver(client, begun);
                            }
                        });
        int done = spans.stream().mapToInt(Span::messages).sum();
        long octets = spans.stream().mapToLong(Span::octets).sum();
        long start = spans.stream().mapToLong(Span::startNanos).min().orElseThrow();
        long end = spans.stream().mapToLong(Span::endNanos).max().orElseThrow();
        return new Outcome(done, octets, Duration.ofNanos(end - start));
    }

    private static LmtpClient connect(Peer peer, CountDownLatch connected) throws IOException {
        try {
            return LmtpClient.connect(peer.lmtpPort());
        } finally {
            connected.countDown();
        }
    }

    private record Span(int messages, long octets, long startNanos, long endNanos) {}

    private Span deliver(LmtpClient client, AtomicInteger begun) throws IOException {
        long start = System.nanoTime();
        long end = start;
        int done = 0;
        long octets = 0;
        int turn = begun.getAndIncrement();
        while (end - start < longest.toNanos() && turn < most) {
            var recipient = recipients.get(turn % recipients.size());
            byte[] message = messages.next();
            client.deliver(recipient.address(), message);
            done++;
            octets += message.length;
            end = System.nanoTime();
            turn = begun.getAndIncrement();
        }
        return new Span(done, octets, start, end);
    }
}
