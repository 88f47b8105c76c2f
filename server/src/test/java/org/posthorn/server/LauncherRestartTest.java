package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher over a server that dies, with a shell script for a JDK.
@DisabledOnOs(OS.WINDOWS)
final class LauncherRestartTest {
    @TempDir private Path folder;
    private Path home;
    private Path output;

    @BeforeEach
    void build() throws IOException {
        home = Files.createDirectories(folder.resolve("house"));
        output = folder.resolve("output");
        executable(home.resolve("posthorn"), Files.readString(Path.of("../posthorn")));
        Files.writeString(home.resolve("pom.xml"), "");
        for (String program : List.of("server", "admin-cli")) {
            Path target = Files.createDirectories(home.resolve(program + "/target/lib"));
            Files.writeString(target.resolveSibling("posthorn-" + program + ".jar"), "");
        }
        Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    /// What `serve` does; `$runs` says how often it has been run, this time included.
    private void java(String script) throws IOException {
        executable(
                folder.resolve("jdk/bin/java"),
                """
                #!/bin/sh
                case " $* " in *" serve "*) ;; *) exit 0 ;; esac
                echo run >>'%1$s/runs'
                runs=$(($(wc -l <'%1$s/runs')))
                %2$s
                """
                        .formatted(folder, script));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 130, 143})
    void endThatIsNoFailure_isFinal(int status) throws Exception {
        java("exit " + status);
        assertThat(ended(start())).isEqualTo(status);
        assertThat(runs()).isEqualTo(1);
        assertThat(output()).doesNotContain("started again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exit 3     | ran out of memory
                    exit 70    | ended because it could not be sure of its data any more
                    exit 9     | died with exit status 9
                    kill -9 $$ | was killed by signal 9
                    """)
    void death_isSaidAndFollowedByAnotherStart(String death, String reason) throws Exception {
        java("[ $runs -gt 1 ] || " + death);
        assertThat(ended(start())).isZero();
        assertThat(runs()).isEqualTo(2);
        assertThat(output())
                .contains("posthorn: the server " + reason + "; it is started again in 1 s.\n");
    }

    @Test
    void deathsInARow_areFollowedByLongerPauses() throws Exception {
        java("[ $runs -gt 2 ] || exit 70");
        assertThat(ended(start())).isZero();
        assertThat(output()).contains("again in 1 s.").contains("again in 2 s.");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalToStop_reachesTheServerAndIsTheEnd(String signal, int status) throws Exception {
        java("trap 'echo stopping; exit 143' TERM; echo up; while :; do sleep 0.05; done");
        Process launcher = start();
        await(() -> output().contains("up"));
        signal(signal, launcher);
        assertThat(ended(launcher)).isEqualTo(status);
        assertThat(output()).contains("stopping").doesNotContain("started again");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void deathWhileItStops_isTheEnd() throws Exception {
        java("trap 'exit 70' TERM; echo up; while :; do sleep 0.05; done");
        Process launcher = start();
        await(() -> output().contains("up"));
        signal("TERM", launcher);
        assertThat(ended(launcher)).isEqualTo(143);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void signalToStopInAPause_isTheEnd() throws Exception {
        java("[ $runs -gt 3 ] || exit 70");
        Process launcher = start();
        await(() -> output().contains("again in 4 s."));
        signal("TERM", launcher);
        assertThat(ended(launcher)).isEqualTo(143);
        assertThat(runs()).isEqualTo(3);
    }

    @Test
    void hangup_reachesTheServerWhichGoesOn() throws Exception {
        java(
                "trap 'echo reread' HUP; trap 'exit 143' TERM; echo up; while :; do sleep 0.05;"
                        + " done");
        Process launcher = start();
        await(() -> output().contains("up"));
        signal("HUP", launcher);
        await(() -> output().contains("reread"));
        signal("HUP", launcher);
        await(() -> output().indexOf("reread") != output().lastIndexOf("reread"));
        signal("TERM", launcher);
        assertThat(ended(launcher)).isEqualTo(143);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void deathOfTheLauncher_isToldToTheServer() throws Exception {
        java("echo up; cat; echo alone");
        Process launcher = start();
        await(() -> output().contains("up"));
        assertThat(output()).doesNotContain("alone");
        launcher.destroyForcibly().waitFor();
        await(() -> output().contains("alone"));
    }

    @Test
    void restartByAServiceManager_leavesTheProcessToTheServer() throws Exception {
        java("echo process $$; exit 70");
        Process launcher = start("POSTHORN_RESTART", "no");
        assertThat(ended(launcher)).isEqualTo(70);
        assertThat(output()).contains("process " + launcher.pid() + "\n");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void server_makesFilesForItsUserAlone() throws Exception {
        java("umask");
        assertThat(ended(start())).isZero();
        assertThat(output()).endsWith("0077\n");
    }

    @Test
    void server_endsWhenItRunsOutOfMemory() throws Exception {
        java("echo \"$@\"");
        assertThat(ended(start())).isZero();
        assertThat(output()).contains("-XX:+ExitOnOutOfMemoryError");
    }

    private Process start(String... variable) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("posthorn").toString(), "serve")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.keySet().removeAll(List.of("JAVA_OPTS", "POSTHORN_OPTS", "POSTHORN_RESTART"));
        if (variable.length > 0) {
            environment.put(variable[0], variable[1]);
        }
        return builder.start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private int runs() throws IOException {
        return Files.readAllLines(folder.resolve("runs")).size();
    }

    private String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
