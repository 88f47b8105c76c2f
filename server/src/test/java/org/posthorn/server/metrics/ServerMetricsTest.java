package org.posthorn.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.server.admin.ListenerStatus;

final class ServerMetricsTest {
    @TempDir private Path data;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void figures_areThoseOfProcessDiskAndListeners() {
        ServerMetrics.register(
                registry,
                "1.2.3",
                data,
                () ->
                        List.of(
                                new ListenerStatus("imap", "*", 2143, "starttls", true, 3),
                                new ListenerStatus("lmtp", "127.0.0.1", 2024, "starttls", true, 1),
                                new ListenerStatus("lmtp", "[::1]", 2024, "starttls", true, 1)));
        assertThat(text())
                .contains("posthorn_build_info{version=\"1.2.3\"} 1\n")
                .contains("posthorn_connections{listener=\"imap\"} 3.0\n")
                .contains("posthorn_connections{listener=\"lmtp\"} 2.0\n")
                .containsPattern("\nposthorn_data_disk_free_bytes [1-9]")
                .containsPattern("\nposthorn_data_disk_size_bytes [1-9]")
                .containsPattern("\njvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
                .containsPattern("\nprocess_start_time_seconds [1-9]")
                .containsPattern("\nprocess_open_fds [1-9]");
    }

    @Test
    void diskThatIsGone_isLeftOut() {
        ServerMetrics.register(registry, "1.2.3", data.resolve("gone"), List::of);
        assertThat(text())
                .doesNotContain("\nposthorn_data_disk_free_bytes ")
                .contains("jvm_memory_used_bytes");
    }

    private String text() {
        return PrometheusTextFormatWriter.create().toDebugString(registry.scrape());
    }
}
