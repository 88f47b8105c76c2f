package org.posthorn.imap.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mailbox.mime.Envelope;

/// The day on which a message says that it was sent, in its sender's time zone.
final class SentDate {
    /// ```
    /// date = day month year
    /// ```
    ///
    /// RFC 5322 section 3.3; obsolete years of two and three digits are section 4.3's.
    private static final Pattern DATE =
            Pattern.compile(
                    "(?:^|[^0-9])([0-9]{1,2})[\\s-]+([A-Za-z]{3})[a-z]*[\\s-]+([0-9]{2,4})");

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final int MAX_LENGTH = 200;

    private SentDate() {}

    static Optional<LocalDate> of(Envelope envelope) {
        String text = envelope.date();
        return text == null || text.length() > MAX_LENGTH ? Optional.empty() : parse(text);
    }

    static Optional<LocalDate> parse(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.find()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            int day = Integer.parseInt(date.group(1));
            return Optional.of(LocalDate.of(year(date.group(3)), month, day));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return switch (digits.length()) {
            case 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }
}
