package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What is logged below a logger, at any level, while this is open.
final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    LogLines(Logger logger) {
        this.logger = logger;
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    List<String> matching(String pattern) {
        return lines.stream().filter(line -> line.matches(pattern)).toList();
    }

    /// Waits for a line; those before it are forgotten.
    void await(String pattern) throws InterruptedException {
        String line = "";
        while (!line.matches(pattern)) {
            line = lines.poll(10, TimeUnit.SECONDS);
            assertThat(line).as("a line like %s", pattern).isNotNull();
        }
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(logged.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
