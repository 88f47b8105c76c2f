package org.posthorn.imap.response;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/// Writes a date-time, in UTC.
///
/// ```
/// date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
/// ```
final class DateTimeWriter {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int SECONDS_PER_DAY = 86_400;

    /// Four digits of year are all that there is room for.
    private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private DateTimeWriter() {}

    static void write(ResponseOutput out, Instant time) throws IOException {
        long seconds = Math.clamp(time.getEpochSecond(), FIRST_SECOND, LAST_SECOND);
        var date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        out.octet('"');
        if (date.getDayOfMonth() < 10) {
            out.space().number(date.getDayOfMonth());
        } else {
            out.number(date.getDayOfMonth());
        }
        out.octet('-').ascii(MONTHS[date.getMonthValue() - 1]).octet('-');
        out.digits(date.getYear(), 4).space();
        out.digits(second / 3600, 2).octet(':');
        out.digits(second / 60 % 60, 2).octet(':');
        out.digits(second % 60, 2).ascii(" +0000\"");
    }
}
