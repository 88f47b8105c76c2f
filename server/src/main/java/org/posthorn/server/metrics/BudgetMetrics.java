package org.posthorn.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.budget.WorkBudget;

/// What unfinished work and connections keep at the moment (decision 0015): when they near their
/// shares, newcomers are refused.
public final class BudgetMetrics {
    private BudgetMetrics() {}

    /// Adds them to a registry, once.
    public static void register(PrometheusRegistry registry, WorkBudget budget) {
        octets(
                registry,
                "posthorn_unfinished_heap",
                "What arriving messages and long commands keep in heap.",
                budget::heapOctets);
        octets(
                registry,
                "posthorn_unfinished_disk",
                "What arriving messages keep on disk.",
                budget::diskOctets);
        octets(
                registry,
                "posthorn_connection_buffers",
                "What connections keep in heap.",
                budget::connectionOctets);
        GaugeWithCallback.builder()
                .name("posthorn_unfinished_files")
                .help("Arriving messages that are on disk.")
                .callback(callback -> callback.call((double) budget.fileCount()))
                .register(registry);
    }

    private static void octets(
            PrometheusRegistry registry, String name, String help, LongSupplier octets) {
        GaugeWithCallback.builder()
                .name(name)
                .unit(Unit.BYTES)
                .help(help)
                .callback(callback -> callback.call((double) octets.getAsLong()))
                .register(registry);
    }
}
