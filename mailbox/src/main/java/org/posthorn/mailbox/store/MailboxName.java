package org.posthorn.mailbox.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// A mailbox's name inside its account: Unicode in NFC, levels parted by `/` (RFC 9051 section
/// 5.1).
///
/// `INBOX` in any case is the one name `INBOX`, also as the first level of a longer name. A name
/// has at most 1000 characters (UTF-16), no empty level, no blank at the end of one, no control
/// characters, no `%` or `*` (a client could not name such a mailbox in LIST), and does not begin
/// with `/`.
public record MailboxName(String value) implements Comparable<MailboxName> {
    public static final char SEPARATOR = '/';
    public static final MailboxName INBOX = new MailboxName("INBOX");
    private static final int MAX_LENGTH = 1000;

    /// Brings a name into its one form.
    ///
    /// @throws IllegalArgumentException saying what is wrong with the name
    public MailboxName {
        value = canonical(value);
        checkCharacters(value);
        checkLevels(value);
    }

    private static String canonical(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        int end = normal.indexOf(SEPARATOR);
        String first = end < 0 ? normal : normal.substring(0, end);
        return first.equalsIgnoreCase("INBOX")
                ? first.toUpperCase(Locale.ROOT) + normal.substring(first.length())
                : normal;
    }

    private static void checkCharacters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || (c >= 0x7F && c <= 0x9F) || c == '\u2028' || c == '\u2029') {
                throw new IllegalArgumentException("a mailbox name has no control characters");
            }
            if (c == '%' || c == '*') {
                throw new IllegalArgumentException("a mailbox name has no '%' or '*'");
            }
            if (Character.isSurrogate(c) && !isPaired(name, i)) {
                throw new IllegalArgumentException("a mailbox name is valid Unicode");
            }
        }
    }

    private static boolean isPaired(String name, int i) {
        return Character.isHighSurrogate(name.charAt(i))
                ? i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(name.charAt(i - 1));
    }

    private static void checkLevels(String name) {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a mailbox name has at most " + MAX_LENGTH + " characters");
        }
        for (String level : name.split(String.valueOf(SEPARATOR), -1)) {
            if (level.isEmpty()) {
                throw new IllegalArgumentException("a mailbox name has no empty level");
            }
            if (level.endsWith(" ")) {
                // SQL compares without them.
                throw new IllegalArgumentException(
                        "a level of a mailbox name does not end in a blank");
            }
        }
    }

    public boolean isInbox() {
        return value.equals("INBOX");
    }

    /// The name one level up, if there is one.
    public Optional<MailboxName> parent() {
        int end = value.lastIndexOf(SEPARATOR);
        return end < 0 ? Optional.empty() : Optional.of(new MailboxName(value.substring(0, end)));
    }

    /// Whether this name stands below `other` in the hierarchy, at any depth.
    public boolean isBelow(MailboxName other) {
        return value.startsWith(other.value + SEPARATOR);
    }

    @Override
    public int compareTo(MailboxName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
