package org.posthorn.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.posthorn.server.admin.ListenerStatus;

/// The figures of the process as a whole: those of the JVM and of the operating system, the build,
/// open connections, and the disk below the data folder.
///
/// No label ever names an account or an address: whoever may read figures may not read those.
public final class ServerMetrics {
    private ServerMetrics() {}

    /// Adds them to a registry, once.
    ///
    /// @param listeners asked whenever somebody reads the figures
    public static void register(
            PrometheusRegistry registry,
            String version,
            Path dataDirectory,
            Supplier<List<ListenerStatus>> listeners) {
        JvmMetrics.builder().register(registry);
        Info.builder()
                .name("posthorn_build_info")
                .help("The version that runs.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        connections(registry, listeners);
        disk(
                registry,
                "posthorn_data_disk_free",
                "What the server may still write on the disk of its data folder.",
                () -> store(dataDirectory).getUsableSpace());
        disk(
                registry,
                "posthorn_data_disk_size",
                "The size of the disk of the data folder.",
                () -> store(dataDirectory).getTotalSpace());
    }

    /// A listener with several addresses is one.
    private static void connections(
            PrometheusRegistry registry, Supplier<List<ListenerStatus>> listeners) {
        GaugeWithCallback.builder()
                .name("posthorn_connections")
                .help("Connections that are open now.")
                .labelNames("listener")
                .callback(callback ->
                        listeners.get().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                ListenerStatus::name,
                                                Collectors.summingInt(ListenerStatus::connections)))
                                .forEach((name, open) -> callback.call(open, name)))
                .register(registry);
    }

    /// A size in octets that may not be there to read.
    @FunctionalInterface
    private interface Octets {
        long read() throws IOException;
    }

    private static void disk(PrometheusRegistry registry, String name, String help, Octets octets) {
        GaugeWithCallback.builder()
                .name(name)
                .unit(Unit.BYTES)
                .help(help)
                .callback(callback -> {
                    try {
                        callback.call((double) octets.read());
                    } catch (IOException _) {
                        // The disk does not say; the figure is left out.
                    }
                })
                .register(registry);
    }

    private static FileStore store(Path dataDirectory) throws IOException {
        return Files.getFileStore(dataDirectory);
    }
}
