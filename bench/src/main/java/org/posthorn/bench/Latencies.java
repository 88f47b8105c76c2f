package org.posthorn.bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/// How long each of many things took.
final class Latencies {
    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Latencies of(LongStream nanos) {
        long[] sorted = nanos.toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    int count() {
        return sortedNanos.length;
    }

    /// The least time in milliseconds that so many percent did not exceed; 0 if there is none.
    double percentileMillis(double percent) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
    }

    double worstMillis() {
        return percentileMillis(100);
    }
}
