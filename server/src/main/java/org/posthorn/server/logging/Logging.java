package org.posthorn.server.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.posthorn.server.config.LoggingSettings;

/// Directs `java.util.logging`.
public final class Logging {
    private static final String OURS = "org.posthorn";

    /// Libraries that tell of themselves what no administrator asks for.
    private static final List<String> TALKATIVE = List.of("io.helidon", "org.apache", "sun", "jdk");

    /// A configured logger lives as long as somebody knows it.
    @SuppressWarnings("UnusedVariable") // to hold them is its use
    private static volatile List<Logger> configured = List.of();

    private Logging() {}

    /// To be called before anything logs: it chooses the log manager.
    public static void prepare() {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    /// From now on, records of the configured level and above go to standard error.
    public static void start(LoggingSettings settings) {
        Level level =
                switch (settings.level()) {
                    case TRACE -> Level.FINER;
                    case DEBUG -> Level.FINE;
                    case INFO -> Level.INFO;
                    case WARNING -> Level.WARNING;
                    case ERROR -> Level.SEVERE;
                };
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new StandardError());
        root.setLevel(higher(level, Level.INFO));
        Logger ours = Logger.getLogger(OURS);
        ours.setLevel(level);
        List<Logger> others = TALKATIVE.stream().map(Logger::getLogger).toList();
        others.forEach(logger -> logger.setLevel(higher(level, Level.WARNING)));
        configured = Stream.concat(Stream.of(ours), others.stream()).toList();
    }

    private static Level higher(Level a, Level b) {
        return a.intValue() >= b.intValue() ? a : b;
    }

    private static final class StandardError extends StreamHandler {
        StandardError() {
            super(new FileOutputStream(FileDescriptor.err), new LineFormatter());
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }
}
