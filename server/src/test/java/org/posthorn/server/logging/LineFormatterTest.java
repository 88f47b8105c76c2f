package org.posthorn.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LineFormatterTest {
    private final LineFormatter formatter = new LineFormatter();

    @Test
    void record_isOneLine() {
        assertThat(formatter.format(record("org.posthorn.smtp.session.Bdat", "took 3 messages")))
                .isEqualTo("2026-11-22T05:34:10.123Z WARNING smtp: took 3 messages\n");
    }

    @Test
    void strangersRecord_namesTheirClass() {
        assertThat(formatter.format(record("io.example.Server", "hello")))
                .isEqualTo("2026-11-22T05:34:10.123Z WARNING Server: hello\n");
    }

    @Test
    void clientsLineEnds_writeNoLineOfTheirOwn() {
        assertThat(
                        formatter.format(
                                record("org.posthorn.imap", "said \r\n2026 ERROR \u001b[2J\u2028")))
                .isEqualTo(
                        "2026-11-22T05:34:10.123Z WARNING imap: said"
                                + " \\x0d\\x0a2026 ERROR \\x1b[2J\\x2028\n");
    }

    @Test
    void trace_isIndentedBelow() {
        LogRecord record = record("org.posthorn.net.Listener", "failed");
        record.setThrown(new IllegalStateException("no\nway"));
        assertThat(formatter.format(record).lines())
                .startsWith(
                        "2026-11-22T05:34:10.123Z WARNING net: failed",
                        "    java.lang.IllegalStateException: no")
                .allSatisfy(line -> assertThat(line).matches("2026.*|    .*"));
    }

    private static LogRecord record(String logger, String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName(logger);
        record.setInstant(Instant.parse("2026-11-22T05:34:10.123456Z"));
        return record;
    }
}
