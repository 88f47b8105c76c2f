package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message that kills the process whenever it is examined.
final class PoisonTest {
    @TempDir private Path data;

    private record Run(int status, List<String> said) {}

    private Run run(String... messages) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PoisonedProcess.class.getName(),
                                data.toString()));
        command.addAll(List.of(messages));
        var process =
                new ProcessBuilder(command)
                        .redirectError(data.resolve("log").toFile())
                        .redirectOutput(data.resolve("said").toFile())
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readAllLines(data.resolve("said")));
    }

    @Test
    void messageThatKillsTwice_isSetAside_andOthersAreDelivered() throws Exception {
        assertThat(run("waits: innocent", "poison"))
                .isEqualTo(new Run(PoisonedProcess.DEATH, List.of()));
        assertThat(run("a", "poison"))
                .isEqualTo(new Run(PoisonedProcess.DEATH, List.of("delivered a")));
        assertThat(run("poison", "b", "poison"))
                .isEqualTo(
                        new Run(0, List.of("set aside poison", "delivered b", "set aside poison")));
        assertThat(Files.readString(data.resolve("log")))
                .contains("set aside, because it was in hand when the server died twice: arriving");
        try (var copies = Files.list(data.resolve("set-aside"))) {
            assertThat(copies.map(PoisonTest::read)).containsExactly("poison");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
