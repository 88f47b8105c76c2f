package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandMetersTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CommandMeters meters = new CommandMeters(registry);

    @Test
    void followed_knownVerb_isCountedByProtocolAndVerb() {
        meters.of("pop3", List.of("STAT", "QUIT")).followed("STAT", System.nanoTime());
        meters.of("imap", List.of("NOOP")).followed("NOOP", System.nanoTime() - 2_000_000_000L);

        assertThat(count("pop3", "STAT")).isEqualTo(1);
        assertThat(count("pop3", "QUIT")).isZero();
        assertThat(point("imap", "NOOP").getSum()).isBetween(2.0, 60.0);
    }

    @Test
    void followed_unknownVerbs_makeOneTimeSeries() {
        CommandMeters.Meter meter = meters.of("smtp", List.of("NOOP"));
        for (int i = 0; i < 1000; i++) {
            meter.followed("WORD" + i, System.nanoTime());
        }

        assertThat(count("smtp", "other")).isEqualTo(1000);
        assertThat(snapshot().getDataPoints()).hasSize(2);
    }

    private long count(String protocol, String verb) {
        return point(protocol, verb).getCount();
    }

    private HistogramSnapshot.HistogramDataPointSnapshot point(String protocol, String verb) {
        return snapshot().getDataPoints().stream()
                .filter(each -> protocol.equals(each.getLabels().get("protocol")))
                .filter(each -> verb.equals(each.getLabels().get("verb")))
                .findFirst()
                .orElseThrow();
    }

    private HistogramSnapshot snapshot() {
        return (HistogramSnapshot) registry.scrape().iterator().next();
    }
}
