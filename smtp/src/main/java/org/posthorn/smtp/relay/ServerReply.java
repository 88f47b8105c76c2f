package org.posthorn.smtp.relay;

import java.util.List;

/// A reply as it came (RFC 5321 section 4.2).
///
/// @param lines of text, without codes, cleaned of what is not printable; never empty
record ServerReply(int code, List<String> lines) {
    private static final int MAX_TEXT = 500;

    boolean isPositive() {
        return code / 100 == 2;
    }

    boolean isTransient() {
        return code / 100 == 4;
    }

    boolean isPermanent() {
        return code / 100 == 5;
    }

    /// As it is told to others: lines joined, the enhanced code apart.
    RemoteReply toRemote() {
        String status = status();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String words = line;
            if (!status.isEmpty() && words.startsWith(status)) {
                words = words.substring(status.length());
            }
            words = words.strip();
            if (!words.isEmpty() && text.length() < MAX_TEXT) {
                text.append(text.isEmpty() ? "" : " ").append(words);
            }
        }
        return new RemoteReply(
                code, status.isEmpty() ? code / 100 + ".0.0" : status, cut(text.toString()));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }

    /// The enhanced code, or nothing where there is none that fits the code.
    ///
    /// ```
    /// status-code = class "." subject "." detail
    /// class       = "2" / "4" / "5"
    /// subject     = 1*3digit
    /// detail      = 1*3digit
    /// ```
    ///
    /// RFC 3463 section 2; RFC 2034 section 4.
    private String status() {
        String line = lines.getFirst();
        if (line.length() < 5 || line.charAt(0) != '0' + code / 100 || line.charAt(1) != '.') {
            return "";
        }
        int subject = endOfNumber(line, 2);
        if (subject < 0 || subject >= line.length() || line.charAt(subject) != '.') {
            return "";
        }
        int detail = endOfNumber(line, subject + 1);
        if (detail < 0 || (detail < line.length() && line.charAt(detail) != ' ')) {
            return "";
        }
        return line.substring(0, detail);
    }

    /// Where the one to three digits end that begin here; -1 if there are others.
    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == start || end > start + 3 ? -1 : end;
    }
}
