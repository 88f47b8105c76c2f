package org.posthorn.smtp.header;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A date as in a header (RFC 5322 section 3.3).
public final class HeaderDate {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private HeaderDate() {}

    /// In the time zone of this machine.
    public static String now() {
        return ZonedDateTime.now(ZoneId.systemDefault()).format(DATE);
    }
}
