package org.posthorn.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// Messages that are handed to a server for elsewhere, and what became of each at the sink.
///
/// Each has a number, which its recipient, its sender and its Message-ID carry. What the sink does
/// to it the first time is drawn before, from a seed: the same for each server. The sink's thread
/// writes what arrives, the generator what it sends; the counts publish the former.
final class Consignment {
    static final String SINK_DOMAIN = "sink.example.net";
    static final String DEAD_DOMAIN = "dead.example.net";

    /// Where reports of what was refused go: to the sink, too.
    static final String ORIGIN_DOMAIN = "origin.example.org";

    /// A message's digits: those of the consignment, then those of the message in it.
    static final int DIGITS = 9;

    static final int MOST_MESSAGES = 1_000_000;
    private static final long SEED = 8_2026;
    private static final int MOST_FLAWS = 20;

    /// What the sink says to RCPT.
    enum Fate {
        ACCEPTED,
        /// 450 the first time.
        DEFERRED,
        /// 550.
        REFUSED
    }

    /// How many of a hundred meet which fate.
    record Weather(int deferredPercent, int refusedPercent) {
        static final Weather FAIR = new Weather(0, 0);
        static final Weather ROUGH = new Weather(5, 1);
    }

    private final int id;
    private final Fate[] fates;
    private final AtomicIntegerArray expectedOctets;
    private final long[] dueNanos;
    private final long[] takenNanos;
    private final int[] attempts;
    private final long[] settledNanos;
    private final boolean[] reported;
    private final List<String> flaws = new ArrayList<>();
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private volatile long lastSettledNanos;

    /// @param id of three digits
    Consignment(int id, int messages, Weather weather) {
        if (messages > MOST_MESSAGES || id < 1 || id > 999) {
            throw new IllegalArgumentException(messages + " messages in consignment " + id);
        }
        this.id = id;
        this.fates = draw(id, messages, weather);
        this.expectedOctets = new AtomicIntegerArray(messages);
        this.dueNanos = new long[messages];
        this.takenNanos = new long[messages];
        this.attempts = new int[messages];
        this.settledNanos = new long[messages];
        this.reported = new boolean[messages];
    }

    /// As many as the weather says, also of few, at places that the seed says.
    private static Fate[] draw(int id, int messages, Weather weather) {
        var fates = new Fate[messages];
        Arrays.fill(fates, Fate.ACCEPTED);
        int deferred = share(messages, weather.deferredPercent);
        int refused = Math.min(messages - deferred, share(messages, weather.refusedPercent));
        Arrays.fill(fates, 0, deferred, Fate.DEFERRED);
        Arrays.fill(fates, deferred, deferred + refused, Fate.REFUSED);
        Collections.shuffle(Arrays.asList(fates), new Random(SEED + id));
        return fates;
    }

    private static int share(int messages, int percent) {
        return (int) Math.ceilDiv((long) messages * percent, 100);
    }

    int id() {
        return id;
    }

    int size() {
        return fates.length;
    }

    /// The digits that a message carries.
    int number(int index) {
        return id * MOST_MESSAGES + index;
    }

    /// As they stand in an address.
    static String digits(int number) {
        return String.valueOf(1_000_000_000L + number).substring(1);
    }

    /// The generator is about to hand this one over.
    ///
    /// @param due when it is to be sent, as [System#nanoTime]
    /// @param octets what the sink is to get from the Message-ID on
    void sending(int index, long due, int octets) {
        dueNanos[index] = due;
        expectedOctets.set(index, octets);
    }

    /// The server has answered that it keeps it.
    void taken(int index) {
        takenNanos[index] = System.nanoTime();
    }

    /// RCPT at the sink.
    Fate attempt(int index) {
        if (attempts[index]++ == 0) {
            tried.incrementAndGet();
        } else if (fates[index] == Fate.DEFERRED) {
            return Fate.ACCEPTED;
        }
        if (fates[index] == Fate.REFUSED) {
            if (attempts[index] > 1) {
                flaw("%d was tried again though it was refused".formatted(number(index)));
            }
            settle(index);
        }
        return fates[index];
    }

    /// The sink has the whole message.
    ///
    /// @param number what its Message-ID says, -1 if there is none
    /// @param octets from the Message-ID on
    void arrived(int index, int number, int octets) {
        if (number != number(index) || octets != expectedOctets.get(index)) {
            flaw(
                    "%d arrived as %d with %d octets instead of %d"
                            .formatted(number(index), number, octets, expectedOctets.get(index)));
        }
        if (settledNanos[index] != 0) {
            doubled.incrementAndGet();
        }
        settle(index);
    }

    /// A report came to the sender of this message.
    void reported(int index) {
        if (fates[index] != Fate.REFUSED || reported[index]) {
            flaw("a report of %d that is not due".formatted(number(index)));
        }
        reported[index] = true;
        reports.incrementAndGet();
    }

    private void flaw(String sentence) {
        synchronized (flaws) {
            if (flaws.size() < MOST_FLAWS) {
                flaws.add(sentence);
            }
        }
    }

    private void settle(int index) {
        if (settledNanos[index] == 0) {
            settledNanos[index] = System.nanoTime();
            lastSettledNanos = settledNanos[index];
            settled.incrementAndGet();
        }
    }

    /// What arrived otherwise than it was sent.
    List<String> flaws() {
        synchronized (flaws) {
            return List.copyOf(flaws);
        }
    }

    /// How many the sink has heard of.
    int tried() {
        return tried.get();
    }

    /// How many are at the sink, or were refused there.
    int settled() {
        return settled.get();
    }

    /// How many came once more than they should.
    int doubled() {
        return doubled.get();
    }

    int refused() {
        return count(Fate.REFUSED);
    }

    int deferred() {
        return count(Fate.DEFERRED);
    }

    private int count(Fate fate) {
        int count = 0;
        for (var each : fates) {
            count += each == fate ? 1 : 0;
        }
        return count;
    }

    int reports() {
        return reports.get();
    }

    /// When the last one settled that has.
    long lastSettledNanos() {
        return lastSettledNanos;
    }

    /// From when each was due until the server had answered; after all were sent.
    Latencies untilTaken() {
        return latencies(takenNanos);
    }

    /// From when each was due until the sink had it, of those that it took the first time.
    Latencies untilArrived() {
        return latencies(settledNanos);
    }

    private Latencies latencies(long[] until) {
        return Latencies.of(
                IntStream.range(0, fates.length)
                        .filter(i -> fates[i] == Fate.ACCEPTED && until[i] != 0)
                        .mapToLong(i -> until[i] - dueNanos[i]));
    }
}
