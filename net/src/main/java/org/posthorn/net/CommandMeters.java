package org.posthorn.net;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How many commands each protocol has followed, and how long each took.
///
/// One for a server; every protocol asks it for its own [Meter].
public final class CommandMeters {
    /// Stands for every verb that the protocol does not know, or a stranger could make as many time
    /// series as there are words.
    private static final String OTHER = "other";

    /// A quarter of a millisecond to ten seconds.
    private static final double[] SECONDS = {
        0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private static final double NANOS = 1e9;

    private final Histogram durations;

    public CommandMeters(PrometheusRegistry registry) {
        durations =
                Histogram.builder()
                        .name("posthorn_command_duration_seconds")
                        .unit(Unit.SECONDS)
                        .help("From a command's last octet to its reply, by protocol and verb.")
                        .labelNames("protocol", "verb")
                        .classicOnly()
                        .classicUpperBounds(SECONDS)
                        .register(registry);
    }

    /// The meter of one protocol.
    ///
    /// @param protocol a constant word in lower case
    /// @param verbs all that the protocol knows, as they will be told
    public Meter of(String protocol, Collection<String> verbs) {
        Map<String, DistributionDataPoint> byVerb = new HashMap<>();
        verbs.forEach(verb -> byVerb.put(verb, durations.labelValues(protocol, verb)));
        return new Meter(Map.copyOf(byVerb), durations.labelValues(protocol, OTHER));
    }

    /// Counts the commands of one protocol; for any thread, and without making garbage.
    public static final class Meter {
        private final Map<String, DistributionDataPoint> byVerb;
        private final DistributionDataPoint other;

        private Meter(Map<String, DistributionDataPoint> byVerb, DistributionDataPoint other) {
            this.byVerb = byVerb;
            this.other = other;
        }

        /// Counts a command that has been followed.
        ///
        /// @param since when its last octet had come, in [System#nanoTime()]
        public void followed(String verb, long since) {
            byVerb.getOrDefault(verb, other).observe((System.nanoTime() - since) / NANOS);
        }
    }
}
