package org.posthorn.mailbox.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The moment that a Date field says (RFC 5322 section 3.3, with the obsolete forms of section
/// 4.3).
final class SentDate {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    /// Hours east of Greenwich. Other letters mean nothing that is known, and so +0000.
    private static final Map<String, Integer> ZONES =
            Map.of(
                    "edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7,
                    "pst", -8);

    private static final Pattern ZONE = Pattern.compile("[+-]\\d\\d[0-5]\\d");

    private static final int LONGEST = 200;

    private SentDate() {}

    /// The moment, to the second; empty when the field does not say one.
    static Optional<Instant> parse(String field) {
        if (field.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(words(field)));
        } catch (DateTimeException
                | NumberFormatException
                | NoSuchElementException
                | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /// Without comments, colons and commas.
    private static List<String> words(String field) {
        var words = new ArrayList<String>();
        var text = new HeaderText(field.toLowerCase(Locale.ROOT));
        for (text.skipBlanksAndComments(); !text.atEnd(); text.skipBlanksAndComments()) {
            String word = text.readUntil(",:()");
            if (word.isEmpty()) {
                text.skipAny();
            } else {
                words.add(word);
            }
        }
        return words;
    }

    /// `[day-name] day month year time`
    private static Instant read(List<String> words) {
        int at = Character.isLetter(words.getFirst().charAt(0)) ? 1 : 0;
        int day = number(words.get(at));
        int month = MONTHS.indexOf(words.get(at + 1).substring(0, 3)) + 1;
        int year = year(words.get(at + 2));
        return onDay(LocalDate.of(year, month, day), words.subList(at + 3, words.size()));
    }

    /// `hour minute [second] [zone]`; a time that is none is the start of the day, in UTC (RFC 5256
    /// section 2.2).
    private static Instant onDay(LocalDate day, List<String> words) {
        boolean hasSecond = words.size() > 2 && Character.isDigit(words.get(2).charAt(0));
        try {
            int hour = upTo(23, words.get(0));
            int minute = upTo(59, words.get(1));
            int second = hasSecond ? upTo(60, words.get(2)) : 0;
            int zoneAt = hasSecond ? 3 : 2;
            return day.atTime(hour, minute, Math.min(59, second))
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(zoneAt < words.size() ? offsetSeconds(words.get(zoneAt)) : 0);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    private static int upTo(int most, String word) {
        int number = number(word);
        if (number > most) {
            throw new NumberFormatException(word);
        }
        return number;
    }

    private static int number(String word) {
        if (word.length() > 4 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException(word);
        }
        return Integer.parseInt(word);
    }

    /// Not before 1900, which RFC 5322 section 3.3 does not allow.
    private static int year(String word) {
        int number = number(word);
        int year =
                switch (word.length()) {
                    case 2 -> number < 50 ? 2000 + number : 1900 + number;
                    case 3 -> 1900 + number;
                    default -> number;
                };
        if (year < 1900) {
            throw new NumberFormatException(word);
        }
        return year;
    }

    /// East of Greenwich; a zone that is none is UTC (RFC 5256 section 2.2).
    private static int offsetSeconds(String zone) {
        if (!ZONE.matcher(zone).matches()) {
            return ZONES.getOrDefault(zone, 0) * 3600;
        }
        int digits = number(zone.substring(1));
        int seconds = (digits / 100 * 60 + digits % 100) * 60;
        return zone.charAt(0) == '-' ? -seconds : seconds;
    }
}
