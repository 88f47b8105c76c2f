package org.posthorn.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.pop3.Pop3Settings;

/// The keys of [Pop3Settings].
final class Pop3Section {
    private static final LoginKeys LOGIN = LoginKeys.declare("pop3");

    private static final Setting<Duration> IDLE_TIMEOUT =
            new Setting<>(
                    "pop3.idle-timeout",
                    new Kind.TimeSpan(Duration.ofMinutes(10), Duration.ofHours(24)),
                    Duration.ofMinutes(10),
                    "How long a client that has logged in may be silent (RFC 1939 section 3).");

    static final Section SECTION = section();

    private Pop3Section() {}

    private static Section section() {
        List<Setting<?>> settings = new ArrayList<>(LOGIN.all());
        settings.add(IDLE_TIMEOUT);
        return new Section("pop3", "How POP3 is spoken.", settings);
    }

    static Pop3Settings from(Values values) {
        return new Pop3Settings(
                values.get(LOGIN.timeout()),
                values.get(IDLE_TIMEOUT),
                values.get(LOGIN.maxFailures()),
                values.get(LOGIN.plaintext()));
    }
}
