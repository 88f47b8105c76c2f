package org.posthorn.mailbox.login;

import java.time.Duration;

/// When a network is banned.
///
/// @param after so many refused logins; 0 for never
/// @param time how long
public record BanSettings(int after, Duration time) {
    public static final BanSettings NEVER = new BanSettings(0, Duration.ofHours(1));

    public static final BanSettings DEFAULT = new BanSettings(30, Duration.ofHours(1));

    public BanSettings {
        if (after < 0 || !time.isPositive()) {
            throw new IllegalArgumentException("not a number and a time: " + after + ", " + time);
        }
    }
}
