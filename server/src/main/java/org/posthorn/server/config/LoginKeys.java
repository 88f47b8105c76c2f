package org.posthorn.server.config;

import java.time.Duration;
import java.util.List;

/// The keys that every protocol with a login has.
record LoginKeys(
        Setting<Duration> timeout, Setting<Integer> maxFailures, Setting<Boolean> plaintext) {

    /// @param section where they stand, such as `imap`
    static LoginKeys declare(String section) {
        return new LoginKeys(
                timeout(section),
                new Setting<>(
                        section + ".max-login-failures",
                        new Kind.WholeNumber(1, 100),
                        5,
                        "After how many refused logins the connection ends."),
                new Setting<>(
                        section + ".plaintext-login",
                        new Kind.YesOrNo(),
                        false,
                        "Whether passwords may come over an unencrypted connection."));
    }

    static Setting<Duration> timeout(String section) {
        return new Setting<>(
                section + ".login-timeout",
                new Kind.TimeSpan(Duration.ofSeconds(1), Duration.ofMinutes(30)),
                Duration.ofMinutes(1),
                "How long a client may take, from its first octet on, until it has logged in.");
    }

    List<Setting<?>> all() {
        return List.of(timeout, maxFailures, plaintext);
    }
}
