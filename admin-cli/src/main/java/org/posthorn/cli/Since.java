package org.posthorn.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A moment of the past as people write it.
final class Since {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})\\s*([smhd])");

    private Since() {}

    /// `10:00` is of today, or of yesterday where that is still to come; `2026-11-26` is its
    /// midnight; `2h` is that long ago.
    ///
    /// @param clock what time it is, and in which zone people think
    static Instant parse(String text, Clock clock) {
        Matcher ago = AGO.matcher(text.strip());
        if (ago.matches()) {
            return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        try {
            return moment(text.strip().replace(' ', 'T'), clock);
        } catch (DateTimeException e) {
            throw new CommandFailedException(
                    "'%s' is not a time such as 10:00, 2026-11-26, 2026-11-26T10:00 or 2h"
                            .formatted(text),
                    e);
        }
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Instant moment(String text, Clock clock) {
        if (text.endsWith("Z")) {
            return Instant.parse(text);
        }
        if (text.contains("T")) {
            return LocalDateTime.parse(text).atZone(clock.getZone()).toInstant();
        }
        if (text.contains("-")) {
            return LocalDate.parse(text).atStartOfDay(clock.getZone()).toInstant();
        }
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime today = now.with(LocalTime.parse(text));
        return (today.isAfter(now) ? today.minusDays(1) : today).toInstant();
    }
}
