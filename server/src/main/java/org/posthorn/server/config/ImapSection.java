package org.posthorn.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.ImapSettings;

/// The keys of [ImapSettings].
final class ImapSection {
    private static final LoginKeys LOGIN = LoginKeys.declare("imap");

    private static final Setting<Duration> IDLE_TIMEOUT =
            new Setting<>(
                    "imap.idle-timeout",
                    new Kind.TimeSpan(Duration.ofMinutes(30), Duration.ofHours(24)),
                    Duration.ofMinutes(30),
                    "How long a client that has logged in may be silent (RFC 9051 section 5.4).");

    private static final Setting<Long> MAX_MESSAGE_SIZE =
            new Setting<>(
                    "imap.max-message-size",
                    new Kind.Octets(Kind.Octets.KIB, 2 * Kind.Octets.GIB),
                    64 * Kind.Octets.MIB,
                    "The largest message that APPEND takes.");

    static final Section SECTION = section();

    private ImapSection() {}

    private static Section section() {
        List<Setting<?>> settings = new ArrayList<>(LOGIN.all());
        settings.add(IDLE_TIMEOUT);
        settings.add(MAX_MESSAGE_SIZE);
        return new Section("imap", "How IMAP is spoken.", settings);
    }

    static ImapSettings from(Values values) {
        return new ImapSettings(
                values.get(MAX_MESSAGE_SIZE),
                values.get(LOGIN.timeout()),
                values.get(IDLE_TIMEOUT),
                values.get(LOGIN.maxFailures()),
                values.get(LOGIN.plaintext()));
    }
}
