package org.posthorn.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.RecipientOptions;

final class QueueMetricsTest {
    private final Mail mail = Mail.inMemory();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    @AfterEach
    void close() {
        mail.close();
    }

    private void add(String destination, Duration age) {
        try (var body = mail.store().newBody()) {
            body.write(new byte[] {'\r', '\n'});
            var envelope =
                    new Envelope(
                            "id",
                            "a@b.example",
                            2,
                            mail.outbound().now().minus(age),
                            MessageOptions.NONE);
            var entry =
                    new NewEntry(
                            mail.outbound().newId(),
                            envelope,
                            "x@y.example",
                            RecipientOptions.NONE,
                            destination,
                            Optional.empty(),
                            "");
            mail.outbound()
                    .post(
                            new Posting(
                                    mail.store().examine(body),
                                    List.of(),
                                    List.of(entry),
                                    List.of()));
        }
    }

    private Map<String, Double> figures() {
        var figures = new HashMap<String, Double>();
        for (var snapshot : registry.scrape()) {
            for (var point : ((GaugeSnapshot) snapshot).getDataPoints()) {
                figures.put(
                        point.getLabels().get("destination") + " " + point.getLabels().get("age"),
                        point.getValue());
            }
        }
        return figures;
    }

    @Test
    void whatWaits_isCounted_byDestinationAndAge() {
        QueueMetrics.register(registry, mail.outbound(), () -> now);
        add("mx:one.example", Duration.ZERO);
        add("mx:one.example", Duration.ofMinutes(30));
        add("mx:two.example", Duration.ofDays(2));
        assertThat(figures())
                .containsEntry("mx:one.example under 10m", 1.0)
                .containsEntry("mx:one.example under 1h", 1.0)
                .containsEntry("mx:one.example over 24h", 0.0)
                .containsEntry("mx:two.example over 24h", 1.0)
                .containsEntry("others under 10m", 0.0);
    }

    @Test
    void manyDestinations_areOne_andAllIsCountedOnceAMinute() {
        QueueMetrics.register(registry, mail.outbound(), () -> now);
        for (int i = 0; i < QueueMetrics.DESTINATIONS + 3; i++) {
            add("mx:d" + i + ".example", Duration.ZERO);
        }
        assertThat(figures())
                .hasSize(5 * (QueueMetrics.DESTINATIONS + 1))
                .containsEntry("others under 10m", 3.0);
        add("mx:new.example", Duration.ZERO);
        assertThat(figures()).containsEntry("others under 10m", 3.0);
        now = now.plusSeconds(60);
        assertThat(figures()).containsEntry("others under 10m", 4.0);
    }
}
