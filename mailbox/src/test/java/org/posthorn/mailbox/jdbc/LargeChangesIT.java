package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes many messages in a process of little memory: what a change holds of each is some octets,
/// and the database's locks.
final class LargeChangesIT {
    private static final String MESSAGES = "30000";
    private static final String BODIES = "2000";

    @TempDir private Path directory;

    @Test
    void changes_ofManyMessages_fitASmallHeap() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeChanges.class.getName(),
                        directory.toString(),
                        MESSAGES,
                        BODIES));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("flagged", "copied", "moved", "expunged", "deleted", "removed");
    }
}
