package org.posthorn.server.config;

import java.util.List;

/// What the server tells of its work on standard error.
public record LoggingSettings(Level level) {

    /// From the most to the least told.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    private static final Setting<Level> LEVEL =
            new Setting<>(
                    "logging.level",
                    new Kind.OneOf<>(Level.class),
                    Level.INFO,
                    """
                    The least important records that are written. `debug` and `trace` tell what clients and server \
                    say to each other, without passwords.\
                    """);

    static final Section SECTION =
            new Section(
                    "logging",
                    "The log, one line for each record, on standard error.",
                    List.of(LEVEL));

    static LoggingSettings from(Values values) {
        return new LoggingSettings(values.get(LEVEL));
    }
}
