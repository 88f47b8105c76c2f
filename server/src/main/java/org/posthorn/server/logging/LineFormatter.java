package org.posthorn.server.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/// `2026-11-22T05:34:10.123Z WARNING smtp: message`, and a trace below it where there is one.
///
/// A client's words may stand in a message: control characters are shown as `\xNN`, so that no
/// client writes a line of its own.
final class LineFormatter extends Formatter {
    private static final String OURS = "org.posthorn.";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(record.getInstant(), line);
        line.append(' ').append(level(record.getLevel())).append(' ');
        line.append(component(record.getLoggerName())).append(": ");
        appendVisible(line, formatMessage(record));
        line.append('\n');
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(each -> appendTraceLine(line, each));
        }
        return line.toString();
    }

    private static void appendTraceLine(StringBuilder text, String line) {
        text.append("    ");
        appendVisible(text, line.replace("\t", "    "));
        text.append('\n');
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        } else if (value >= Level.WARNING.intValue()) {
            return "WARNING";
        } else if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /// `smtp` for `org.posthorn.smtp.Queue`, `Server` for a stranger's `io.example.Server`.
    private static String component(@Nullable String logger) {
        if (logger == null || logger.isEmpty()) {
            return "java";
        }
        if (!logger.startsWith(OURS)) {
            return logger.substring(logger.lastIndexOf('.') + 1);
        }
        String own = logger.substring(OURS.length());
        int dot = own.indexOf('.');
        return dot < 0 ? own : own.substring(0, dot);
    }

    private static void appendVisible(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append("\\x").append("%02x".formatted((int) c));
            } else {
                line.append(c);
            }
        }
    }
}
