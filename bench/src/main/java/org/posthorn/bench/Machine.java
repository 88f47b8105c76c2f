package org.posthorn.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/// The machine that the numbers belong to.
final class Machine {
    private static final int FLUSHES = 200;
    private static final int FLUSH_OCTETS = 4096;

    private Machine() {}

    /// A Markdown list.
    static String describe(Path directory, Map<String, String> versions) throws IOException {
        var servers =
                versions.entrySet().stream()
                        .map(server -> server.getKey() + " " + server.getValue())
                        .collect(Collectors.joining(", "));
        return """
        - %s, %s
        - %d × %s, %s of memory
        - Linux %s, %s, %,.0f flushes of 4 KiB to disk per second, one after the other
        - JDK %s
        """
                .formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        servers,
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name", "processor of unknown model"),
                        memory(),
                        System.getProperty("os.version"),
                        Files.getFileStore(directory).type(),
                        flushesPerSecond(directory),
                        Runtime.version());
    }

    private static String memory() throws IOException {
        var kibibytes = field("/proc/meminfo", "MemTotal", "0 kB").replaceAll("\\D", "");
        return "%.0f GiB".formatted(Long.parseLong(kibibytes) / 1024.0 / 1024.0);
    }

    private static String field(String file, String name, String otherwise) throws IOException {
        var path = Path.of(file);
        if (!Files.exists(path)) {
            return otherwise;
        }
        return Files.readAllLines(path).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /// What a server that flushes once per message and does nothing else could reach.
    private static double flushesPerSecond(Path directory) throws IOException {
        var file = directory.resolve("flushes");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var block = ByteBuffer.allocate(FLUSH_OCTETS);
            long start = System.nanoTime();
            for (int i = 0; i < FLUSHES; i++) {
                channel.write(block.rewind());
                channel.force(true);
            }
            return FLUSHES * 1e9 / (System.nanoTime() - start);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
