package org.posthorn.mailbox.jdbc;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.concurrent.TimeUnit;

/// What transactions come to, and how long their commits and the waits for a connection take.
final class JdbcMeters {
    private static final double[] SECONDS = {
        0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final CounterDataPoint committed;
    private final CounterDataPoint triedAgain;
    private final CounterDataPoint undone;
    private final Histogram commits;
    private final Histogram waits;

    JdbcMeters(PrometheusRegistry registry) {
        Counter transactions =
                Counter.builder()
                        .name("posthorn_store_transactions_total")
                        .help(
                                "Transactions by what came of them; tried_again: undone for the sake of others, each time.")
                        .labelNames("outcome")
                        .register(registry);
        committed = transactions.labelValues("committed");
        triedAgain = transactions.labelValues("tried_again");
        undone = transactions.labelValues("undone");
        commits =
                seconds(
                        registry,
                        "posthorn_store_commit_seconds",
                        "How long commits took, most of it until they were on disk.");
        waits =
                seconds(
                        registry,
                        "posthorn_store_connection_wait_seconds",
                        "How long transactions waited for a connection to the database.");
    }

    private static Histogram seconds(PrometheusRegistry registry, String name, String help) {
        return Histogram.builder()
                .name(name)
                .unit(Unit.SECONDS)
                .help(help)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }

    /// @param since when the transaction asked for its connection, in [System#nanoTime()]
    void connected(long since) {
        waits.observe(secondsSince(since));
    }

    /// @param since when its commit began, in [System#nanoTime()]
    void committed(long since) {
        committed.inc();
        commits.observe(secondsSince(since));
    }

    void triedAgain() {
        triedAgain.inc();
    }

    void undone() {
        undone.inc();
    }

    private static double secondsSince(long since) {
        return (double) (System.nanoTime() - since) / TimeUnit.SECONDS.toNanos(1);
    }
}
