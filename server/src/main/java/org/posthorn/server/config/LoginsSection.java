package org.posthorn.server.config;

import java.time.Duration;
import java.util.List;
import org.posthorn.mailbox.login.BanSettings;
import org.posthorn.mailbox.login.LoginSettings;

/// The keys of [LoginSettings].
final class LoginsSection {
    private static final Setting<Duration> FAILURE_DELAY =
            new Setting<>(
                    "logins.failure-delay",
                    new Kind.TimeSpan(Duration.ZERO, Duration.ofSeconds(30)),
                    Duration.ofSeconds(1),
                    """
                    How long the third refused login makes the next one wait, from the same address or to the \
                    same account; each further one doubles it. 0 turns delays off.\
                    """);

    private static final Setting<Duration> LONGEST_DELAY =
            new Setting<>(
                    "logins.longest-delay",
                    new Kind.TimeSpan(Duration.ofSeconds(30), Duration.ofMinutes(2)),
                    Duration.ofSeconds(30),
                    "How long a login waits at most; one that would have to wait longer is put off unchecked.");

    private static final Setting<Duration> FORGET_AFTER =
            new Setting<>(
                    "logins.forget-after",
                    new Kind.TimeSpan(Duration.ofMinutes(1), Duration.ofHours(24)),
                    Duration.ofMinutes(15),
                    "How long after its last refused login an address or an account no longer waits.");

    private static final Setting<Integer> BAN_AFTER =
            new Setting<>(
                    "logins.ban-after",
                    new Kind.WholeNumber(0, 1_000_000),
                    30,
                    """
                    After how many refused logins an address (IPv6: a network, /64) is banned, if none of them lies \
                    more than `forget-after` behind the next: its logins are put off unchecked. `./posthorn shell ban \
                    list` shows who is. 0: nobody ever.\
                    """);

    private static final Setting<Duration> BAN_TIME =
            new Setting<>(
                    "logins.ban-time",
                    new Kind.TimeSpan(Duration.ofMinutes(1), Duration.ofDays(30)),
                    Duration.ofHours(1),
                    "How long it is banned.");

    static final Section SECTION =
            new Section(
                    "logins",
                    """
                    How guessing passwords is slowed down, in all protocols together. An address from which \
                    the same account has logged in lately does not wait, and is never banned for it.\
                    """,
                    List.of(FAILURE_DELAY, LONGEST_DELAY, FORGET_AFTER, BAN_AFTER, BAN_TIME));

    private LoginsSection() {}

    static LoginSettings from(Values values) {
        return new LoginSettings(
                values.get(FAILURE_DELAY),
                values.get(LONGEST_DELAY),
                values.get(FORGET_AFTER),
                new BanSettings(values.get(BAN_AFTER), values.get(BAN_TIME)));
    }
}
