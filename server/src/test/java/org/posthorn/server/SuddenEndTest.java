package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SuddenEndTest {
    /// A process with a shutdown hook, of which nothing may be heard.
    static final class Ending {
        private Ending() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.err.println("a hook has run")));
            new SuddenEnd()
                    .end(
                            "a commit may be on disk or not",
                            new SQLException("flush", new IOException("Input/output\nerror")));
            System.err.println("it goes on");
        }
    }

    @Test
    void end_saysOneLine_andHaltsWithItsOwnStatus() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Ending.class.getName())
                        .start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(70);
        assertThat(error)
                .hasLineCount(1)
                .startsWith(
                        "posthorn: a commit may be on disk or not (java.io.IOException:"
                                + " Input/output error). ")
                .contains("the next start recovers")
                .endsWith("(exit status 70).\n");
    }

    @Test
    void reasonOfAWholePage_isCut() {
        String page = "Invalid checksum on Page(1), page dump follows: " + "00 ".repeat(8000);
        assertThat(SuddenEnd.line("the database has failed", new SQLException(page)))
                .contains("Invalid checksum on Page(1)")
                .hasSizeLessThan(800)
                .endsWith("(exit status 70).\n");
    }

    @Test
    void end_whereNobodyReadsTheLine_haltsAllTheSame() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Deaf.class.getName())
                        .start();
        assertThat(process.waitFor()).isEqualTo(70);
    }

    /// A process whose standard error takes nothing more.
    static final class Deaf {
        private Deaf() {}

        public static void main(String[] arguments) throws InterruptedException {
            SuddenEnd end = new SuddenEnd();
            Thread filling =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                while (true) {
                                    System.err.print("0123456789".repeat(1000));
                                }
                            });
            while (filling.getState() != Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            filling.join(500);
            end.end("deaf", new IOException("nobody reads"));
        }
    }
}
