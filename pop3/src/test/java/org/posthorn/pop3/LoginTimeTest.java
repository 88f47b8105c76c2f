package org.posthorn.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.transcript.Wire;

@Timeout(30)
final class LoginTimeTest {
    private static final String LATE = "-ERR [SYS/TEMP] No login in time";

    @Test
    void silentClient_isGone() throws Exception {
        try (var server = new Pop3TestServer(List.of("little time to log in"));
                Wire wire = Wire.open(server.port())) {
            assertThat(wire.readLine()).startsWith("+OK");
            assertThat(wire.readLine()).isEqualTo(LATE);
            assertThat(wire.readLine()).isNull();
        }
    }

    @Test
    void clientThatSaysCapaForEver_isGone() throws Exception {
        try (var server = new Pop3TestServer(List.of("little time to log in"));
                Wire wire = Wire.open(server.port())) {
            String line = "";
            while (!line.startsWith("-ERR")) {
                if (line.isEmpty() || line.equals(".")) {
                    wire.sendLine("CAPA");
                }
                line = String.valueOf(wire.readLine());
            }
            assertThat(line).isEqualTo(LATE);
        }
    }

    @Test
    void clientThatHasLoggedIn_stays() throws Exception {
        try (var server = new Pop3TestServer(List.of("little time to log in", "logged in"));
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (System.nanoTime() < end) {
                wire.sendLine("NOOP");
                assertThat(wire.readLine()).startsWith("+OK");
            }
        }
    }
}
