package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps the program from starting is one sentence on standard error, and an exit status.
final class StartRefusalIT {
    @TempDir private Path folder;

    @Test
    void unknownCommand_isMisuse() throws Exception {
        assertRefused(2, "posthorn: The commands are serve and version.", "srve");
    }

    @Test
    void unknownOption_isMisuse() throws Exception {
        assertRefused(
                2,
                "posthorn: serve has no option --dta; it has --conf FILE, --data DIR and"
                        + " --port-offset N.",
                "serve",
                "--dta",
                "x");
    }

    @Test
    void unknownKey_namesLineAndNearestKey() throws Exception {
        Path conf = conf("listeners:\n  imap:\n    prot: 143\n");
        assertRefused(
                1,
                "posthorn: "
                        + conf
                        + ":3: unknown key listeners.imap.prot; did you mean listeners.imap.port?",
                "serve",
                "--conf",
                conf.toString());
    }

    @Test
    void portInUse_namesPortAndSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Path conf =
                    conf(
                            ServerProcess.CONF.replace(
                                    "pop3: {address: 127.0.0.1, port: 0}",
                                    "pop3: {address: 127.0.0.1, port: " + port + "}"));
            assertRefused(
                    1,
                    ("posthorn: Another program already listens on 127.0.0.1 port %d"
                                    + " (listeners.pop3.port); stop it, change the setting, or"
                                    + " start with --port-offset N.")
                            .formatted(port),
                    "serve",
                    "--conf",
                    conf.toString());
        }
    }

    @Test
    void adminPortInUse_namesPortAndSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Path conf =
                    conf(
                            ServerProcess.CONF.replace(
                                    "admin: {port: 0}", "admin: {port: " + port + "}"));
            assertThat(refusal("serve", "--conf", conf.toString()).error())
                    .contains("127.0.0.1 port %d (admin.port)".formatted(port));
        }
    }

    @Test
    void dataFolderInUse_namesTheOtherServer() throws Exception {
        try (ServerProcess _ = ServerProcess.start(folder)) {
            Path other = Files.createDirectory(folder.resolve("other"));
            Path data = folder.resolve("data");
            ServerProcess.Refusal refusal =
                    ServerProcess.refusedStart(
                            other,
                            "serve",
                            "--conf",
                            conf(ServerProcess.CONF).toString(),
                            "--data",
                            data.toString());
            assertThat(refusal.status()).isEqualTo(1);
            assertThat(refusal.error())
                    .hasLineCount(1)
                    .contains(data + " is in use by another server (process ");
        }
    }

    @Test
    void dataFolderThatCannotBe_isNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        ServerProcess.Refusal refusal =
                refusal(
                        "serve",
                        "--data",
                        file.resolve("data").toString(),
                        "--port-offset",
                        "9000");
        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.error())
                .hasLineCount(1)
                .startsWith("posthorn: The data folder " + file + "/data cannot be made")
                .endsWith("name another with --data.\n");
    }

    @Test
    void certificateThatIsNone_isNamed() throws Exception {
        Path certificate = Files.writeString(folder.resolve("c.pem"), "nonsense");
        Path conf =
                conf(
                        ServerProcess.CONF
                                + "tls: {certificate: %s, key: %s}\n"
                                        .formatted(certificate, certificate));
        ServerProcess.Refusal refusal = refusal("serve", "--conf", conf.toString());
        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.error()).hasLineCount(1).startsWith("posthorn: The file " + certificate);
    }

    private Path conf(String yaml) throws IOException {
        return Files.writeString(folder.resolve("conf.yaml"), yaml);
    }

    private ServerProcess.Refusal refusal(String... arguments) throws Exception {
        return ServerProcess.refusedStart(folder, arguments);
    }

    private void assertRefused(int status, String sentence, String... arguments) throws Exception {
        assertThat(refusal(arguments))
                .isEqualTo(new ServerProcess.Refusal(status, sentence + "\n"));
    }
}
