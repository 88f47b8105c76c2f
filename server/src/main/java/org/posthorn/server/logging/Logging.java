package org.posthorn.server.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/// Directs `java.util.logging`.
public final class Logging {
    /// Libraries that tell of themselves what no administrator asks for.
    private static final List<String> TALKATIVE = List.of("io.helidon", "org.apache", "sun", "jdk");

    /// Configured loggers live as long as somebody knows them.
    private static final List<Logger> KEPT = TALKATIVE.stream().map(Logger::getLogger).toList();

    private Logging() {}

    /// To be called before anything logs: it chooses the log manager.
    public static void prepare() {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    /// From now on, records of this level and above go to standard error.
    public static void start(Level level) {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new StandardError());
        root.setLevel(java.util.logging.Level.INFO);
        Logger posthorn = Logger.getLogger("org.posthorn");
        posthorn.setLevel(
                switch (level) {
                    case ALL, TRACE -> java.util.logging.Level.FINER;
                    case DEBUG -> java.util.logging.Level.FINE;
                    case INFO -> java.util.logging.Level.INFO;
                    case WARNING -> java.util.logging.Level.WARNING;
                    case ERROR -> java.util.logging.Level.SEVERE;
                    case OFF -> java.util.logging.Level.OFF;
                });
        root.setLevel(higher(posthorn.getLevel(), java.util.logging.Level.INFO));
        KEPT.forEach(logger ->
                logger.setLevel(higher(posthorn.getLevel(), java.util.logging.Level.WARNING)));
    }

    private static java.util.logging.Level higher(
            java.util.logging.Level a, java.util.logging.Level b) {
        return a.intValue() >= b.intValue() ? a : b;
    }

    private static final class StandardError extends StreamHandler {
        StandardError() {
            super(new FileOutputStream(FileDescriptor.err), new LineFormatter());
            setLevel(java.util.logging.Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }
}
