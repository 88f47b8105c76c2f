package org.posthorn.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/// The processor time of a server's processes, as Linux accounts for it.
final class ProcessorTime {
    /// The clock ticks that `/proc` counts in; the same on every architecture that Java runs on.
    private static final int TICKS_PER_SECOND = 100;

    private static final int USER_FIELD = 13;

    private ProcessorTime() {}

    /// What all processes have used, also those that have ended: their parent has their time.
    static Duration of(Server server) throws IOException {
        long ticks = 0;
        for (var process : server.processes().toList()) {
            ticks += ticks(process.pid());
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    private static long ticks(long pid) throws IOException {
        try {
            var stat = Path.of("/proc/" + pid + "/stat");
            return ticksIn(Files.readString(stat, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    /// User and system time of a process and of its children that have ended: fields 14 to 17,
    /// which are counted after the name, for that may contain anything.
    static long ticksIn(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = USER_FIELD; field < USER_FIELD + 4; field++) {
            ticks += Long.parseLong(fields[field - 2]);
        }
        return ticks;
    }
}
