package org.posthorn.smtp.srs;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The day on which an address was rewritten, in two characters: days since 1970, counted to 1024,
/// in base32.
final class SrsDay {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DAYS = 1024;

    private SrsDay() {}

    static String of(Instant time) {
        int day = number(time);
        return "" + BASE32.charAt(day >> 5) + BASE32.charAt(day & 31);
    }

    static boolean isDay(String text) {
        return text.length() == 2 && digit(text, 0) >= 0 && digit(text, 1) >= 0;
    }

    /// Whether no more than this many days are between a day and now. A day ahead is right, too:
    /// the clock of another node may be so.
    static boolean isWithin(String day, int days, Instant now) {
        int then = digit(day, 0) << 5 | digit(day, 1);
        return Math.floorMod(number(now) + 1 - then, DAYS) <= days + 1;
    }

    private static int number(Instant time) {
        long day = Math.floorDiv(time.getEpochSecond(), Duration.ofDays(1).toSeconds());
        return Math.floorMod(day, DAYS);
    }

    private static int digit(String text, int index) {
        return BASE32.indexOf(text.toUpperCase(Locale.ROOT).charAt(index));
    }
}
