package org.posthorn.mailbox.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

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
        var word = new StringBuilder();
        int depth = 0;
        for (char c : (field + " ").toLowerCase(Locale.ROOT).toCharArray()) {
            depth += c == '(' ? 1 : 0;
            boolean ends = c <= ' ' || c == ',' || c == ':' || c == '(' || c == ')';
            if (depth == 0 && !ends) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return words;
    }

    /// `[day-name] day month year hour minute [second] zone`
    private static Instant read(List<String> words) {
        int at = Character.isLetter(words.getFirst().charAt(0)) ? 1 : 0;
        int day = number(words.get(at));
        int month = MONTHS.indexOf(words.get(at + 1).substring(0, 3)) + 1;
        int year = year(words.get(at + 2));
        int hour = number(words.get(at + 3));
        int minute = number(words.get(at + 4));
        String next = at + 5 < words.size() ? words.get(at + 5) : "";
        boolean hasSecond = !next.isEmpty() && Character.isDigit(next.charAt(0));
        int second = hasSecond ? Math.min(59, number(next)) : 0;
        int zoneAt = at + (hasSecond ? 6 : 5);
        int zone = zoneAt < words.size() ? offset(words.get(zoneAt)) : 0;
        return LocalDateTime.of(year, month, day, hour, minute, second)
                .toInstant(ZoneOffset.UTC)
                .minusSeconds(zone);
    }

    private static int number(String word) {
        if (word.length() > 4 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException(word);
        }
        return Integer.parseInt(word);
    }

    private static int year(String word) {
        int year = number(word);
        if (year == 0 && word.length() > 2) {
            throw new NumberFormatException(word);
        }
        return switch (word.length()) {
            case 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static int offset(String zone) {
        char sign = zone.charAt(0);
        if (sign == '+' || sign == '-') {
            int digits = number(zone.substring(1));
            int seconds = (digits / 100 * 60 + digits % 100) * 60;
            return sign == '-' ? -seconds : seconds;
        }
        return ZONES.getOrDefault(zone, 0) * 3600;
    }
}
