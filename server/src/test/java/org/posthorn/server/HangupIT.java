package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// SIGHUP, as `certbot` or `systemctl reload` sends it.
@DisabledOnOs(OS.WINDOWS)
final class HangupIT {
    @TempDir private Path folder;

    @Test
    void hangup_readsTheCertificateAgainAndGoesOn() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            Path certificate = folder.resolve("data/tls/certificate.pem");
            String before = Files.readString(certificate);
            Files.delete(certificate);
            server.hangUp();
            await(server, "INFO server: the certificate has been read again; it is good until ");
            assertThat(Files.readString(certificate)).isNotEqualTo(before);

            Files.writeString(certificate, "nonsense");
            server.hangUp();
            await(server, "ERROR server: the certificate stays as it was: The file ");
            assertThat(server.isAlive()).isTrue();
            try (TestClient client = server.tls("imaps")) {
                assertThat(client.line()).startsWith("* OK");
            }
            assertThat(server.terminate()).isEqualTo(143);
        }
    }

    private static void await(ServerProcess server, String line) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        Pattern pattern = Pattern.compile(Pattern.quote(line));
        while (!pattern.matcher(server.log()).find() && server.isAlive()) {
            assertThat(Instant.now()).as(server::log).isBefore(end);
            Thread.onSpinWait();
        }
        assertThat(server.log()).contains(line);
    }
}
