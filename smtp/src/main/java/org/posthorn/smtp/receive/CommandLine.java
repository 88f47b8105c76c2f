package org.posthorn.smtp.receive;

import java.util.Locale;

/// A command line taken apart: the verb in upper case, and what stands behind it.
///
/// @param verb may be none that we know
/// @param argument empty when there is none
record CommandLine(String verb, String argument) {
    /// The longest line of a client, AUTH with its initial response (RFC 4954 section 4).
    static final int MAX_OCTETS = 12288;

    /// More than the 512 of RFC 5321 section 4.5.3.1.4 and what all extensions together add: to
    /// MAIL some 700 octets, AUTH (RFC 4954 section 5) and ENVID most of them, and to RCPT 530,
    /// NOTIFY and ORCPT (RFC 3461 section 5).
    static final int MAX_OTHER_OCTETS = 2048;

    /// Stands for the verb of a line that is empty or has control characters.
    static final String MALFORMED = "";

    /// Stands for the verb of a line that is too long; no client can say it.
    static final String TOO_LONG = "TOO LONG";

    /// Takes a line apart, with or without its CRLF. Blanks at its end are let through.
    static CommandLine parse(String line) {
        String text = line.endsWith("\r\n") ? line.substring(0, line.length() - 2) : line;
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return new CommandLine(MALFORMED, "");
        }
        int space = text.indexOf(' ');
        String verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
        if (text.length() > MAX_OTHER_OCTETS && !verb.equals("AUTH")) {
            return new CommandLine(TOO_LONG, "");
        }
        return new CommandLine(verb, space < 0 ? "" : text.substring(space + 1).strip());
    }
}
