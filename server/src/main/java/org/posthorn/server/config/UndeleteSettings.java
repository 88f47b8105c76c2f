package org.posthorn.server.config;

import java.time.Duration;
import java.util.List;

/// What is kept of expunged messages.
///
/// @param keep how long they can be brought back; zero for not at all
public record UndeleteSettings(Duration keep) {

    private static final Setting<Duration> KEEP =
            new Setting<>(
                    "undelete.keep",
                    new Kind.TimeSpan(Duration.ZERO, Duration.ofDays(366)),
                    Duration.ZERO,
                    """
                    How long expunged messages are kept on disk, so that they can be brought back. There is \
                    no command for that yet, so 0 s is best.\
                    """);

    static final Section SECTION =
            new Section("undelete", "What is kept of expunged messages.", List.of(KEEP));

    static UndeleteSettings from(Values values) {
        return new UndeleteSettings(values.get(KEEP));
    }
}
