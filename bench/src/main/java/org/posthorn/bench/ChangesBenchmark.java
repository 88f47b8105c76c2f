package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// Changes of many messages, of one mailbox by many, and what it costs to ask for counts and names.
final class ChangesBenchmark {
    private static final String PURPOSE = "changes";
    private static final int SIZE_OCTETS = 4096;
    private static final int ORIGINALS = 2_000;
    private static final int MANY = 10_000;
    private static final int NAMES = 3_000;
    private static final int ASKED = 101;
    private static final int BUFFER_OCTETS = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Account COUNTED = Account.named("counted");
    private static final Account NAMED = Account.named("named");

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;

    ChangesBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        results.section("Changes, counts and names");
        for (var name : peers.names()) {
            var peer = peers.fresh(name, PURPOSE);
            peer.start();
            var accounts = new ArrayList<>(Account.RECIPIENTS);
            accounts.addAll(List.of(Contention.BUSY, COUNTED, NAMED));
            rounds().forEach(round -> accounts.add(worker(round)));
            peer.createAccounts(accounts);
            new Contention(options, peer, results).run();
            for (int round : rounds()) {
                changeMany(peer, round);
            }
            askForCounts(peer);
            askForNames(peer);
            peers.discard(peer, PURPOSE);
        }
    }

    private List<Integer> rounds() {
        var rounds = new ArrayList<Integer>();
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            rounds.add(round);
        }
        return rounds;
    }

    private static Account worker(int round) {
        return Account.named("worker" + round);
    }

    private void changeMany(Peer peer, int round) throws IOException, InterruptedException {
        int count = Math.min(MANY, options.largeMailbox());
        var account = worker(round);
        new Filling(peer, SIZE_OCTETS).copies(account, Math.min(ORIGINALS, count), count);
        try (var client = login(peer, account)) {
            client.run("CREATE Copied");
            client.run("CREATE Moved");
            client.run("SELECT INBOX");
            var changes = new Changes(peer, client, count, round > 0);
            time(changes, "STORE", "STORE 1:* +FLAGS (\\Flagged)");
            time(changes, "COPY", "COPY 1:* Copied");
            time(changes, "MOVE", "MOVE 1:* Moved");
            client.run("SELECT Moved");
            client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            time(changes, "EXPUNGE", "EXPUNGE");
            int left = client.messages("Moved");
            if (left != 0) {
                failures.add(peer.name(), peer.name() + " left " + left + " messages in Moved");
            }
        }
    }

    /// Commands that change so many messages.
    ///
    /// @param counts whether the round does
    private record Changes(Peer peer, ImapClient client, int count, boolean counts) {}

    private void time(Changes changes, String name, String command) throws IOException {
        long start = System.nanoTime();
        changes.client.run(command);
        double perSecond = changes.count * 1e9 / (System.nanoTime() - start);
        if (changes.counts) {
            var rate =
                    Measurement.rate(
                            "%s of %,d".formatted(name, changes.count), new Goal.TimesThePeer(3));
            results.add(rate, changes.peer, perSecond);
        }
    }

    /// Nobody has opened the mailbox since the server was started.
    private void askForCounts(Peer peer) throws IOException, InterruptedException {
        int count = options.largeMailbox();
        new Filling(peer, SIZE_OCTETS).copies(COUNTED, Math.min(ORIGINALS, count), count);
        peer.stop();
        peer.start();
        try (var client = login(peer, COUNTED)) {
            // What the first command of a session costs is no matter of counts.
            client.run("NOOP");
            String command = "STATUS INBOX (MESSAGES UNSEEN UIDNEXT)";
            long start = System.nanoTime();
            client.run(command);
            add(peer, "first STATUS of %,d messages".formatted(count), since(start), 0);
            add(peer, "STATUS of them, unopened", median(client, command), 2);
        }
    }

    private void askForNames(Peer peer) throws IOException {
        int names = Math.min(NAMES, options.largeMailbox() / 10);
        try (var client = login(peer, NAMED)) {
            for (int i = 0; i < names; i++) {
                client.run("CREATE Name" + i);
            }
            var command = "LIST \"\" Name" + names / 2;
            median(client, command);
            add(peer, "LIST of one of %,d".formatted(names), median(client, command), 1);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(ImapClient client, String command) throws IOException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < ASKED; i++) {
            long start = System.nanoTime();
            client.run(command);
            times.add(since(start));
        }
        return Results.median(times).orElseThrow();
    }

    /// @param most the goal; 0 for none
    private void add(Peer peer, String name, double milliseconds, int most) {
        var goal = most == 0 ? new Goal.None() : new Goal.AtMost(most);
        results.add(new Measurement(name, Unit.LATENCY, goal), peer, milliseconds);
    }

    private static ImapClient login(Peer peer, Account account) throws IOException {
        return ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS, PATIENCE);
    }
}
