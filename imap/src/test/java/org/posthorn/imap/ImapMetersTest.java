package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.transcript.Wire;

/// What Prometheus hears of sessions and commands.
@Timeout(30)
final class ImapMetersTest {
    @Test
    void sessions_areCountedByWhatTheyDo() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 1 message"));
                Wire stranger = Wire.open(server.port());
                Wire idle = Wire.open(server.port())) {
            stranger.readUntil("* OK", "* OK");
            server.prepare(idle);
            awaitSessions(server, "not_authenticated", 1);
            awaitSessions(server, "selected", 1);
            idle.sendLine("i IDLE");
            awaitSessions(server, "idle", 1);
            awaitSessions(server, "selected", 0);
            idle.sendLine("DONE");
            awaitSessions(server, "selected", 1);
            idle.sendLine("l LOGOUT");
            awaitSessions(server, "selected", 0);
            awaitSessions(server, "idle", 0);
        }
    }

    @Test
    void idle_takesNoLongerThanItsAnswer() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 1 message"));
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            wire.sendLine("i IDLE");
            wire.readUntil("+ ", "+ ");
            Thread.sleep(Duration.ofMillis(700));
            wire.sendLine("DONE");
            wire.readUntil("i ", "i OK");
            wire.sendLine("a NOOP");
            wire.readUntil("a ", "a OK");
            assertThat(seconds(server, "IDLE")).isLessThan(0.5);
            assertThat(seconds(server, "SELECT")).isPositive();
        }
    }

    @Test
    void refusals_areCountedByTheirCode() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 1 message"));
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            wire.sendLine("a SELECT Nowhere");
            wire.readUntil("a ", "a NO [NONEXISTENT]");
            wire.sendLine("b XYZZY");
            wire.readUntil("b ", "b BAD");
            wire.sendLine("c APPEND INBOX {2+}");
            wire.sendLine("hi");
            wire.readUntil("c ", "c OK");
            assertThat(count(server, "posthorn_imap_refusals", "nonexistent")).isEqualTo(1);
            assertThat(count(server, "posthorn_imap_refusals", "none")).isEqualTo(1);
            assertThat(count(server, "posthorn_imap_messages_appended", "")).isEqualTo(1);
        }
    }

    private static void awaitSessions(ImapTestServer server, String state, int count)
            throws InterruptedException {
        while (sessions(server, state) != count) {
            Thread.sleep(Duration.ofMillis(5));
        }
    }

    private static double sessions(ImapTestServer server, String state) {
        return points(server, "posthorn_imap_sessions", state)
                .map(GaugeSnapshot.GaugeDataPointSnapshot.class::cast)
                .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                .sum();
    }

    private static double count(ImapTestServer server, String name, String label) {
        return points(server, name, label)
                .map(CounterSnapshot.CounterDataPointSnapshot.class::cast)
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private static double seconds(ImapTestServer server, String verb) {
        return points(server, "posthorn_command_duration_seconds", verb)
                .map(HistogramSnapshot.HistogramDataPointSnapshot.class::cast)
                .mapToDouble(HistogramSnapshot.HistogramDataPointSnapshot::getSum)
                .sum();
    }

    private static Stream<? extends DataPointSnapshot> points(
            ImapTestServer server, String name, String label) {
        return server.figures().scrape(name::equals).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point ->
                        label.isEmpty()
                                || point.getLabels().stream()
                                        .anyMatch(each -> each.getValue().equals(label)));
    }
}
