package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, on a house of cards: a JDK and a Maven that only say what they were asked.
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private static final Path SCRIPT = Path.of("../posthorn");

    @TempDir private Path folder;
    private Path home;
    private Path jdk;

    private record Outcome(int status, String output) {}

    @BeforeEach
    void build() throws IOException {
        home = Files.createDirectories(folder.resolve("a house"));
        Files.copy(SCRIPT, home.resolve("posthorn"));
        executable(home.resolve("posthorn"), Files.readString(SCRIPT));
        Files.writeString(home.resolve("pom.xml"), "");
        jdk = folder.resolve("jdk");
        executable(jdk.resolve("bin/java"), "#!/bin/sh\necho java \"$@\"\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(
                folder.resolve("bin/mvn"),
                """
                #!/bin/sh
                echo built >> "$PWD/builds"
                for program in server admin-cli; do
                    mkdir -p $program/target/lib
                    : > $program/target/posthorn-$program.jar
                done
                """);
    }

    @Test
    void help_needsNothing() throws Exception {
        Outcome outcome = run("help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).contains("serve [--conf FILE]", "shell [--data DIR]");
        assertThat(home.resolve("target")).doesNotExist();
    }

    @Test
    void unknownCommand_isMisuse() throws Exception {
        Outcome outcome = run("srve");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).startsWith("posthorn: there is no command 'srve'.");
    }

    @Test
    void firstStart_buildsAndLaterOnesDoNot() throws Exception {
        assertThat(run("version").output()).contains("Building Posthorn (first start only)…");
        assertThat(run("version").output()).doesNotContain("Building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void changedSource_isBuiltAgain() throws Exception {
        Path source = Files.createDirectories(home.resolve("smtp/src/main")).resolve("A.java");
        Files.writeString(source, "");
        run("version");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("version").output()).contains("Building Posthorn (its sources changed)…");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void build_tellsOfItsSteps() throws Exception {
        executable(
                folder.resolve("bin/mvn"),
                Files.readString(folder.resolve("bin/mvn"))
                        .concat(
                                """
                                echo '[INFO] Scanning for projects...'
                                echo 'Downloading from central: https://repo.example/a.pom'
                                echo 'Downloaded from central: https://repo.example/a.pom (1 kB)'
                                echo '[INFO] Building Posthorn 0.1.0-SNAPSHOT                [1/8]'
                                echo '[WARNING] old'
                                echo '    and cold'
                                echo '[INFO] Building Posthorn mailbox 0.1.0-SNAPSHOT        [2/8]'
                                echo '[INFO] Building jar: /x/posthorn-mailbox.jar'
                                """));
        assertThat(run("version").output().replaceAll("\\d+ s", "N s").lines())
                .startsWith(
                        "Building Posthorn (first start only)… this takes 1 to 5 minutes, most of"
                                + " it downloads.",
                        "  1 of 10: Posthorn (N s so far, 1 files downloaded)",
                        "  2 of 10: Posthorn mailbox (N s so far, 1 files downloaded)",
                        "  9 of 10: a first start of the server that nobody sees, so that later"
                                + " ones are quick (N s so far)",
                        "  10 of 10: the same for the admin shell (N s so far)",
                        "Posthorn is ready after N s.");
    }

    @Test
    void serve_handsItsWordsToJava() throws Exception {
        Outcome outcome = run("serve", "--data", "a b", "--port-offset", "7");
        assertThat(outcome.output())
                .contains("-Dposthorn.home=" + home)
                .contains("-Xmx99m")
                .endsWith(
                        "-jar %s/server/target/posthorn-server.jar serve --data a b --port-offset 7\n"
                                .formatted(home));
    }

    @Test
    void shell_runsTheOtherProgram() throws Exception {
        assertThat(run("shell", "domain", "list").output())
                .endsWith("posthorn-admin-cli.jar domain list\n");
    }

    @Test
    void link_leadsHome() throws Exception {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("a house/posthorn"));
        assertThat(run(link, List.of("version")).output()).contains("-Dposthorn.home=" + home);
    }

    @Test
    void missingMaven_isOneSentence() throws Exception {
        Files.delete(folder.resolve("bin/mvn"));
        Outcome outcome = run("serve");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo(
                        "Posthorn is not built yet and Maven is missing: install it (such as"
                                + " Debian's maven), so that mvn is on the PATH.\n");
    }

    @Test
    void failedBuild_isSaid() throws Exception {
        executable(folder.resolve("bin/mvn"), "#!/bin/sh\necho 'no such symbol'\nexit 1\n");
        Outcome outcome = run("serve");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .endsWith("no such symbol\nThe build failed; what is above says why.\n");
        assertThat(home.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void lockOfADeadBuild_isTakenOver() throws Exception {
        Path lock = Files.createDirectories(home.resolve("target/launcher/lock"));
        Files.writeString(lock.resolve("pid"), "999999999\n");
        assertThat(run("version").status()).isZero();
        assertThat(lock).doesNotExist();
    }

    private int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private Outcome run(String... arguments) throws Exception {
        return run(home.resolve("posthorn"), List.of(arguments));
    }

    private Outcome run(Path script, List<String> arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(arguments);
        builder.redirectErrorStream(true).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", folder.resolve("bin") + ":" + tools());
        environment.put("POSTHORN_OPTS", "-Xmx99m");
        environment.remove("JAVA_OPTS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /// The system's tools without its Maven and its Java.
    private Path tools() throws IOException {
        Path tools = folder.resolve("tools");
        if (!Files.exists(tools)) {
            for (String tool :
                    List.of(
                            "dirname",
                            "readlink",
                            "sed",
                            "find",
                            "head",
                            "mkdir",
                            "rm",
                            "mv",
                            "cat",
                            "cksum",
                            "cut",
                            "date",
                            "mktemp",
                            "mkfifo",
                            "sleep")) {
                String real = (Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/") + tool;
                executable(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
            }
        }
        return tools;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
