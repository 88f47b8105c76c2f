package org.posthorn.server.admin;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import org.posthorn.smtp.limits.SendingLimits;
import org.posthorn.smtp.limits.SendingSettings;

/// Limits that stop nobody.
final class TestLimits {
    private TestLimits() {}

    static SendingLimits none() {
        return new SendingLimits(
                SendingSettings.DEFAULT, InstantSource.system(), new PrometheusRegistry());
    }
}
