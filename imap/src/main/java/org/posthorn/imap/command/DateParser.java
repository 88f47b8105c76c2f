package org.posthorn.imap.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Dates and times (RFC 9051 section 9).
final class DateParser {
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    private DateParser() {}

    /// ```
    /// date      = date-text / DQUOTE date-text DQUOTE
    /// date-text = date-day "-" date-month "-" date-year
    /// ```
    static LocalDate date(CommandScanner in) throws RefusedException {
        boolean quoted = in.takes("\"");
        LocalDate date = dateText(in);
        if (quoted) {
            in.expect("\"");
        }
        return date;
    }

    /// ```
    /// date-day   = 1*2DIGIT
    /// date-month = "Jan" / "Feb" / "Mar" / "Apr" / "May" / "Jun" / "Jul" / "Aug" / "Sep" / "Oct" / "Nov" / "Dec"
    /// date-year  = 4DIGIT
    /// ```
    private static LocalDate dateText(CommandScanner in) throws RefusedException {
        int day = in.digits(1);
        if (in.peek() != '-') {
            day = 10 * day + in.digits(1);
        }
        in.expect("-");
        int month = MONTHS.indexOf(in.letters(3));
        if (month % 3 != 0) {
            throw RefusedException.bad("the month is not known");
        }
        in.expect("-");
        int year = in.digits(4);
        try {
            return LocalDate.of(year, month / 3 + 1, day);
        } catch (DateTimeException _) {
            throw RefusedException.bad("there is no such day");
        }
    }

    /// A leap second is taken for the one before it.
    ///
    /// ```
    /// date-time      = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
    /// date-day-fixed = (SP DIGIT) / 2DIGIT
    /// time           = 2DIGIT ":" 2DIGIT ":" 2DIGIT
    /// ```
    static Instant dateTime(CommandScanner in) throws RefusedException {
        in.expect("\"");
        in.takes(" ");
        LocalDate date = dateText(in);
        int hour = in.space().digits(2);
        int minute = in.expect(":").digits(2);
        int second = in.expect(":").digits(2);
        int offsetMinutes = zone(in.space());
        in.expect("\"");
        try {
            return date.atTime(hour, minute, second == 60 ? 59 : second)
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(60L * offsetMinutes);
        } catch (DateTimeException _) {
            throw RefusedException.bad("there is no such time");
        }
    }

    /// Minutes east of Greenwich.
    ///
    /// ```
    /// zone = ("+" / "-") 4DIGIT
    /// ```
    private static int zone(CommandScanner in) throws RefusedException {
        boolean west = in.takes("-");
        if (!west) {
            in.expect("+");
        }
        int hours = in.digits(2);
        int minutes = in.digits(2);
        if (hours > 23 || minutes > 59) {
            throw RefusedException.bad("there is no such zone");
        }
        int offset = 60 * hours + minutes;
        return west ? -offset : offset;
    }
}
