package org.posthorn.net;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Catches all that is logged below `org.posthorn`, at every level, instead of the console.
public final class LogCapture implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("org.posthorn");
    private final boolean usedParents = logger.getUseParentHandlers();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    lines.add(text(record));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    public LogCapture() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    private static String text(LogRecord record) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.print(record.getLevel() + " " + record.getMessage());
        if (record.getParameters() != null) {
            out.print(Arrays.toString(record.getParameters()));
        }
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(out);
        }
        return text.toString();
    }

    /// What was logged so far: level, message, and trace where there is one.
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(usedParents);
        logger.setLevel(null);
    }
}
