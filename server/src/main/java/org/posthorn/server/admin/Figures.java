package org.posthorn.server.admin;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The request of a Prometheus for all figures, in its text format.
record Figures(PrometheusRegistry registry) {

    Answer show(Request request) {
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory took no octets", e);
        }
        return new Answer(200, writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }
}
