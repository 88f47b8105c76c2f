package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The memory of a server's processes, as Linux accounts for it.
final class Memory {
    private Memory() {}

    /// The resident memory of all processes; what several of them share counts once.
    static long residentOctets(Server server) throws IOException {
        long kibibytes = 0;
        for (var process : server.processes().toList()) {
            kibibytes += proportionalKibibytes(process.pid());
        }
        return kibibytes * 1024;
    }

    private static long proportionalKibibytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
