package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// What an octet of mail costs on the disk: what is kept for it, and what is written for it.
///
/// One server runs at a time, for the disk counts what all write.
final class OctetsBenchmark {
    private static final String PURPOSE = "octets";
    private static final int CONNECTIONS = 16;
    private static final Corpus MIX = Corpus.asSentUpTo(SizeClass.LARGEST_OCTETS);
    private static final long OCTETS_PER_SECOND = 100L << 20;
    private static final long MIX_FIRST_NUMBER = 1L << 36;
    private static final long FIRST_NUMBER = 1L << 37;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double KEPT_GOAL = 0.8;

    private static final List<Size> SIZES =
            List.of(new Size(4, 4), new Size(30, 1.5), new Size(300, 1.2));

    /// With what is done when there is time.
    private static final Measurement ALL_WRITTEN =
            new Measurement(
                    "written for an octet of all sizes, until nothing is left to do",
                    Unit.OCTETS_EACH,
                    new Goal.None());

    private final Options options;
    private final Peers peers;
    private final Results results;

    OctetsBenchmark(Options options, Peers peers, Results results) {
        this.options = options;
        this.peers = peers;
        this.results = results;
    }

    /// Messages of one size.
    ///
    /// @param goal how many octets may be written for one of them
    private record Size(int kilobytes, double goal) {
        Measurement written() {
            return new Measurement(
                    "written for an octet of %d KB, %d connections"
                            .formatted(kilobytes, CONNECTIONS),
                    Unit.OCTETS_EACH,
                    new Goal.AtMost(goal));
        }
    }

    void run() throws IOException, InterruptedException {
        results.section("Octets on the disk for each of mail");
        for (var name : peers.names()) {
            var peer = peers.fresh(name, PURPOSE);
            peer.start();
            peer.createAccounts(Account.RECIPIENTS);
            new OnePeer(peer).run();
            peers.discard(peer, PURPOSE);
        }
    }

    private final class OnePeer {
        private final Peer peer;
        private long nextNumber = FIRST_NUMBER;
        private int delivered;

        OnePeer(Peer peer) {
            this.peer = peer;
        }

        void run() throws IOException, InterruptedException {
            var disk = Disk.of(options.directory());
            long before = disk.isPresent() ? disk.get().writtenOctetsWhenQuiet() : 0;
            long octets = keep();
            if (disk.isPresent()) {
                long written = disk.get().writtenOctetsWhenQuiet() - before;
                results.add(ALL_WRITTEN, peer, (double) written / octets);
            }
            peer.start();
            if (disk.isPresent()) {
                write(disk.get());
            } else {
                results.say(
                        options.directory()
                                + " is on no disk of which Linux counts what is written to it");
            }
            Delivered.verify(peer, delivered, results);
        }

        /// @return of mail
        private long keep() throws IOException, InterruptedException {
            long octets = options.round().toSeconds() * OCTETS_PER_SECOND;
            var mix = Stock.of(MIX, MIX_FIRST_NUMBER, Integer.MAX_VALUE, octets);
            var outcome =
                    new Delivery(mix, Account.RECIPIENTS, CONNECTIONS, mix.size(), LONGEST)
                            .to(peer);
            if (outcome.messages() < mix.size()) {
                throw new IOException(
                        "%s took only %,d of %,d messages"
                                .formatted(peer.name(), outcome.messages(), mix.size()));
            }
            delivered += outcome.messages();
            KeptOctets.awaitLeast(peer.data());
            peer.stop();
            double kept = (double) KeptOctets.of(peer.data()) / outcome.octets();
            var measurement =
                    new Measurement(
                            "kept for an octet of all sizes",
                            Unit.OCTETS_EACH,
                            new Goal.AtMost(KEPT_GOAL));
            results.add(measurement, peer, kept);
            results.say(
                    "%s keeps %.2f octets for each of %,d MiB"
                            .formatted(peer.name(), kept, outcome.octets() >> 20));
            return outcome.octets();
        }

        /// All rounds of a size are one: how many of a database's checkpoints fall into a single
        /// one is chance.
        private void write(Disk disk) throws IOException, InterruptedException {
            for (var size : SIZES) {
                if (options.firstRound() == 0) {
                    // It leaves as much to be written later as what is counted does.
                    write(size, options.round(), disk);
                }
                var all = options.round().multipliedBy(options.rounds());
                results.add(size.written(), peer, write(size, all, disk));
            }
        }

        private double write(Size size, Duration longest, Disk disk)
                throws IOException, InterruptedException {
            int octets = size.kilobytes * 1024;
            long inStock = longest.toSeconds() * OCTETS_PER_SECOND;
            int messages = (int) (Math.min(inStock, Stock.MOST_OCTETS) / octets) + 1;
            var stock = Stock.of(Corpus.ofAbout(octets), nextNumber, messages, inStock);
            nextNumber += messages;
            long before = disk.writtenOctetsWhenQuiet();
            var outcome =
                    new Delivery(stock, Account.RECIPIENTS, CONNECTIONS, Integer.MAX_VALUE, longest)
                            .to(peer);
            delivered += outcome.messages();
            double each = (double) (disk.writtenOctetsWhenQuiet() - before) / outcome.octets();
            results.say(
                    "%s: %d KB, %d s: %.2f octets written for each of %,d MiB"
                            .formatted(
                                    peer.name(),
                                    size.kilobytes,
                                    longest.toSeconds(),
                                    each,
                                    outcome.octets() >> 20));
            return each;
        }
    }
}
