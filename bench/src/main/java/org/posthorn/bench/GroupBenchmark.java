package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// Mailings to a group of people who all have their mailboxes here, and what others feel of them.
///
/// Posthorn knows the group and is given its address; Dovecot knows none and is given all of its
/// recipients, as the server in front of it would do.
final class GroupBenchmark {
    private static final String GROUP = "everybody@" + Account.DOMAIN;
    private static final int SIZE_OCTETS = 4096;
    private static final long FIRST_NUMBER = 1L << 36;
    private static final int BUFFER_OCTETS = 4096;
    private static final int MAILINGS = 20;
    private static final int MAILINGS_OF_ONE_ROUND = 4;
    private static final List<Integer> CONNECTIONS = List.of(1, 4);
    private static final double TIMES_THE_PEER = 10;
    private static final double MOST_MILLIS = 100;
    private static final int WATCHED = 16;
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Options options;
    private final List<Peer> peers;
    private final Results results;
    private final Failures failures;
    private final List<Account> members;

    GroupBenchmark(Options options, List<Peer> peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
        this.members =
                IntStream.range(0, options.group())
                        .mapToObj(i -> Account.named("member%03d".formatted(i)))
                        .toList();
    }

    void run() throws IOException, InterruptedException {
        results.section("A group of %d".formatted(options.group()));
        for (var peer : peers) {
            peer.createAccounts(members);
            if (peer instanceof PosthornPeer posthorn) {
                posthorn.createGroup(GROUP, members);
            }
            try {
                new OnePeer(peer).run();
            } catch (IOException e) {
                failures.add(peer.name(), "%s: group: %s".formatted(peer.name(), e.getMessage()));
            }
        }
    }

    private record Stretch(String name, long fromNanos, long untilNanos) {}

    private final class OnePeer {
        private final Peer peer;
        private final Neighbours neighbours;
        private final List<String> recipients;
        private final List<Stretch> stretches = new ArrayList<>();
        private final int mailings = options.rounds() > 1 ? MAILINGS : MAILINGS_OF_ONE_ROUND;
        private final Stock stock =
                Stock.of(Corpus.ofAbout(SIZE_OCTETS), FIRST_NUMBER, 1000, Stock.MOST_OCTETS);
        private int sent;

        OnePeer(Peer peer) {
            this.peer = peer;
            this.neighbours = new Neighbours(peer, failures);
            this.recipients =
                    peer instanceof PosthornPeer
                            ? List.of(GROUP)
                            : members.stream().map(Account::address).toList();
        }

        void run() throws IOException, InterruptedException {
            neighbours.start(Account.RECIPIENTS);
            try {
                Pause.of(options.round());
                neighbours.awaitCalm();
                long start = System.nanoTime();
                Pause.of(options.round());
                stretches.add(new Stretch("nobody else", start, System.nanoTime()));
                for (int connections : CONNECTIONS) {
                    for (int round = options.firstRound(); round <= options.rounds(); round++) {
                        mail(connections, round);
                    }
                }
            } finally {
                neighbours.stop();
            }
            neighbours.verify();
            stretches.forEach(this::report);
        }

        private void mail(int connections, int round) throws IOException, InterruptedException {
            var watched = watch();
            neighbours.awaitCalm();
            try {
                var used = ProcessorTime.of(peer);
                long start = System.nanoTime();
                send(connections);
                sent += mailings;
                long end = awaitAll(watched);
                var name = connections == 1 ? "1 connection" : connections + " connections";
                var stretch = new Stretch(name, start, end);
                note(stretch, round, ProcessorTime.of(peer).minus(used));
            } finally {
                for (var client : watched) {
                    client.close();
                }
            }
        }

        private void note(Stretch stretch, int round, Duration used) {
            double copies = (double) mailings * members.size();
            double rate = copies * 1e9 / (stretch.untilNanos - stretch.fromNanos);
            if (round > 0) {
                var goal = new Goal.TimesThePeer(TIMES_THE_PEER);
                add(stretch.name, Unit.RECIPIENTS_PER_SECOND, goal, rate);
                add(
                        stretch.name + ": processor time for each copy",
                        Unit.MICROSECONDS,
                        new Goal.None(),
                        used.toNanos() / 1e3 / copies);
                stretches.add(stretch);
            }
            results.say(
                    "%s: %d mailings to %d, %s, %s: %,.0f recipients/s"
                            .formatted(
                                    peer.name(),
                                    mailings,
                                    members.size(),
                                    stretch.name,
                                    round == 0 ? "warm-up" : "round " + round,
                                    rate));
        }

        private void send(int connections) throws IOException, InterruptedException {
            var begun = new AtomicInteger();
            Clients.runAll(
                    connections,
                    _ -> {
                        try (var client = LmtpClient.connect(peer.lmtpPort())) {
                            while (begun.getAndIncrement() < mailings) {
                                client.deliver(recipients, stock.next());
                            }
                        }
                        return true;
                    });
        }

        /// Sessions of some members, from the first to the last.
        private List<ImapClient> watch() throws IOException {
            var watched = new ArrayList<ImapClient>();
            int step = Math.max(1, members.size() / WATCHED);
            for (int i = members.size() - 1; i >= 0; i -= step) {
                watched.add(ImapClient.login(peer.imapsPort(), members.get(i), BUFFER_OCTETS));
            }
            return watched;
        }

        /// Looks at a few until these have all, which costs little, and then at everybody; returns
        /// when it was so.
        private long awaitAll(List<ImapClient> watched) throws IOException, InterruptedException {
            long limit = System.nanoTime() + LONGEST.toNanos();
            for (var client : watched) {
                while (client.messages("INBOX") < sent) {
                    requireBefore(limit);
                    Pause.of(LOOK);
                }
            }
            long done = System.nanoTime();
            while (!everybodyHasAll()) {
                requireBefore(limit);
                done = System.nanoTime();
            }
            return done;
        }

        private void requireBefore(long limit) throws IOException {
            if (System.nanoTime() - limit > 0) {
                throw new IOException("a member has not got all of " + sent + " mailings");
            }
        }

        private boolean everybodyHasAll() throws IOException, InterruptedException {
            var found = Clients.runAll(members.size(), i -> count(members.get(i)));
            if (found.stream().anyMatch(count -> count > sent)) {
                throw new IOException("a member has more than " + sent + " mailings");
            }
            return found.stream().allMatch(count -> count == sent);
        }

        private int count(Account member) throws IOException {
            try (var client = ImapClient.login(peer.imapsPort(), member, BUFFER_OCTETS)) {
                return client.messages("INBOX");
            }
        }

        private void report(Stretch stretch) {
            var felt = neighbours.dueBetween(stretch.fromNanos, stretch.untilNanos);
            if (felt.count() == 0) {
                return;
            }
            boolean alone = stretch.name.equals("nobody else");
            var goal = alone ? new Goal.None() : new Goal.AtMost(MOST_MILLIS);
            add(stretch.name + ": others' p99", Unit.LATENCY, goal, felt.percentileMillis(99));
        }

        private void add(String name, Unit unit, Goal goal, double value) {
            results.add(new Measurement(name, unit, goal), peer, value);
        }
    }
}
