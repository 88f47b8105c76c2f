package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The disk that a folder is on, and what Linux counts of it.
///
/// It counts for all who write there; so one server runs at a time, and nothing else should. What
/// Linux counts for processes is no measure: where a file has large folios in the page cache, a
/// write of an octet counts as one of the whole folio, up to a megabyte (seen with Linux 6.18).
///
/// @param folder on the file system that is looked at
/// @param statistics the device's, as Linux documents them in Documentation/block/stat.rst
record Disk(Path folder, Path statistics) {
    /// The sectors that Linux counts in, whatever those of the device.
    private static final int SECTOR_OCTETS = 512;

    private static final int SECTORS_WRITTEN_FIELD = 6;

    /// What a disk writes that nobody works with.
    private static final long QUIET_OCTETS = 64 * 1024;

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 20;

    /// The disk of a folder; nothing if its file system is on no device of its own, as those of
    /// containers and those in memory are.
    static Optional<Disk> of(Path folder) throws IOException {
        long number = ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
        var statistics = Path.of("/sys/dev/block/" + device(number) + "/stat");
        return Files.isReadable(statistics)
                ? Optional.of(new Disk(folder, statistics))
                : Optional.empty();
    }

    /// What has been written to the device since Linux started, with all that waits to be.
    long writtenOctets() throws IOException {
        Commands.output(List.of("sync", "-f", folder.toString()));
        return sectorsWrittenIn(Files.readString(statistics)) * SECTOR_OCTETS;
    }

    /// The same when nobody writes any more, or after a while.
    long writtenOctetsWhenQuiet() throws IOException, InterruptedException {
        long before = writtenOctets();
        for (int look = 0; look < MOST_LOOKS; look++) {
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            long now = writtenOctets();
            if (now - before < QUIET_OCTETS) {
                return now;
            }
            before = now;
        }
        return before;
    }

    static long sectorsWrittenIn(String statistics) {
        return Long.parseLong(statistics.strip().split(" +", -1)[SECTORS_WRITTEN_FIELD]);
    }

    /// Major and minor number, as `makedev(3)` puts them together.
    static String device(long number) {
        long major = (number >>> 8 & 0xFFF) | (number >>> 32 & ~0xFFFL);
        long minor = (number & 0xFF) | (number >>> 12 & 0xFFFF_FF00L);
        return major + ":" + minor;
    }
}
