package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What files have of the disk.
final class KeptOctets {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// A server may wait for a calm moment before it begins.
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private KeptOctets() {}

    /// Waits until a folder gets no smaller by itself, but not for ever.
    static void awaitLeast(Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        long least = of(folder);
        long smallerAt = System.nanoTime();
        while (System.nanoTime() - smallerAt < PATIENCE.toNanos() && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            long now = of(folder);
            if (now < least) {
                least = now;
                smallerAt = System.nanoTime();
            }
        }
    }

    /// The blocks of a folder and of all in it: holes do not count, and what has two names counts
    /// once.
    static long of(Path folder) throws IOException {
        // What is not yet written has no blocks.
        Commands.output(List.of("sync", "-f", folder.toString()));
        var output = Commands.output(List.of("du", "-s", "-B1", folder.toString()));
        return Long.parseLong(output.substring(0, output.indexOf('\t')));
    }
}
