package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What files have of the disk.
final class KeptOctets {
    private KeptOctets() {}

    /// The blocks of a folder and of all in it: holes do not count, and what has two names counts
    /// once.
    static long of(Path folder) throws IOException {
        // What is not yet written has no blocks.
        Commands.output(List.of("sync", "-f", folder.toString()));
        var output = Commands.output(List.of("du", "-s", "-B1", folder.toString()));
        return Long.parseLong(output.substring(0, output.indexOf('\t')));
    }
}
