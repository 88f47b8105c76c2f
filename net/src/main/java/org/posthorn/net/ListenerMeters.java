package org.posthorn.net;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// How many connections each listener took and sent away.
public final class ListenerMeters {
    private ListenerMeters() {}

    /// Adds the figures to a registry, once.
    ///
    /// @param listeners asked whenever somebody reads the figures
    public static void register(
            PrometheusRegistry registry, Supplier<? extends Collection<Listener>> listeners) {
        counter(
                registry,
                "posthorn_connections_accepted_total",
                "Connections that were served.",
                () -> listeners.get(),
                Listener::acceptedCount);
        counter(
                registry,
                "posthorn_connections_refused_total",
                "Connections that were sent away because there were too many.",
                () -> listeners.get(),
                Listener::refusedCount);
    }

    /// A listener with several addresses is one.
    private static void counter(
            PrometheusRegistry registry,
            String name,
            String help,
            Supplier<Collection<Listener>> listeners,
            ToLongFunction<Listener> count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("listener")
                .callback(callback ->
                        listeners.get().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Listener::name, Collectors.summingLong(count)))
                                .forEach((listener, sum) -> callback.call(sum, listener)))
                .register(registry);
    }
}
