package org.posthorn.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What the bench itself has used of the processors: the sink's thread, and all the rest, which is
/// the generator.
record OwnTime(long nanos, long processorNanos, long sinkNanos) {
    static OwnTime now(Sink sink) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new OwnTime(System.nanoTime(), system.getProcessCpuTime(), sink.processorNanos());
    }

    /// Of all processors, until then.
    double generatorPercent(OwnTime until) {
        return percent(
                until.processorNanos - processorNanos - (until.sinkNanos - sinkNanos), until);
    }

    double sinkPercent(OwnTime until) {
        return percent(until.sinkNanos - sinkNanos, until);
    }

    private double percent(long used, OwnTime until) {
        int processors = Runtime.getRuntime().availableProcessors();
        return 100.0 * used / (until.nanos - nanos) / processors;
    }
}
