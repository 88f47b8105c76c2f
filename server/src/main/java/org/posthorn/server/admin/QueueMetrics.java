package org.posthorn.server.admin;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.OutboundQueue;

/// What waits in the queue, as a figure: by destination, for the largest of them, and age.
///
/// All entries are counted at most once a minute, however often somebody asks.
public final class QueueMetrics {
    /// The others are one.
    static final int DESTINATIONS = 20;

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final String OTHERS = "others";

    private final OutboundQueue queue;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable QueueCounts counts;
    private Instant counted = Instant.MIN;

    private QueueMetrics(OutboundQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /// Adds it to the figures.
    public static void register(
            PrometheusRegistry registry, OutboundQueue queue, InstantSource clock) {
        var metrics = new QueueMetrics(queue, clock);
        GaugeWithCallback.builder()
                .name("posthorn_queue_entries")
                .help(
                        "Recipients who wait in the queue, by destination and by how long their message has been here; counted once a minute.")
                .labelNames("destination", "age")
                .callback(callback -> {
                    QueueCounts all = metrics.counts();
                    for (QueueCount count : all.largest()) {
                        show(
                                count,
                                (age, n) -> callback.call((double) n, count.destination(), age));
                    }
                    show(all.others(), (age, n) -> callback.call((double) n, OTHERS, age));
                })
                .register(registry);
    }

    private static void show(QueueCount count, ObjIntConsumer<String> figure) {
        List<String> names = QueueCount.ageNames();
        for (int i = 0; i < names.size(); i++) {
            figure.accept(names.get(i), count.ages().get(i));
        }
    }

    private QueueCounts counts() {
        lock.lock();
        try {
            Instant now = clock.instant();
            QueueCounts known = counts;
            // A clock that was set back counts anew, too.
            if (known == null || now.isBefore(counted) || !now.isBefore(counted.plus(KEPT))) {
                known = QueueCounts.of(queue, DESTINATIONS);
                counts = known;
                counted = now;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
