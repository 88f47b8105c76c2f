package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a first start at many moments; the folder starts afterwards, each time.
final class FirstStartIT {
    private static final Duration TIME = Duration.ofSeconds(12);

    @TempDir private Path directory;

    @Test
    void firstStart_killedAtAnyMoment_isFollowedByOneThatSucceeds() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();
        long usualMillis = 1500;
        for (int round = 0; System.nanoTime() < end; round++) {
            Path folder = Files.createDirectory(directory.resolve("round" + round));
            long millis = random.nextLong(usualMillis);
            System.out.println("seed " + seed + ", round " + round + ": killed after " + millis);
            startAndKill(folder, millis);
            try (var storage = OpenStore.open(folder)) {
                DomainRows.add(storage.storage(), "example.com");
                assertThat(storage.directory().domains()).hasSize(1);
            }
        }
    }

    private static void startAndKill(Path folder, long millis)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        FirstStart.class.getName(),
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(out.readLine()).isEqualTo("opening");
            // Nobody can be asked for "a random moment": this wait is the test's own.
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
    }
}
