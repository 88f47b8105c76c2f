package org.posthorn.imap;

import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.store.MailboxName;

/// A LIST pattern: `*` stands for anything, `%` for anything within one level (RFC 9051 section
/// 6.3.9).
///
/// All meanings of the wildcards are tried side by side, so no pattern takes longer than its length
/// times the name's.
final class MailboxPattern {
    private static final String INBOX = MailboxName.INBOX.value();

    private final String pattern;

    /// @param reference stands before the pattern as it is
    MailboxPattern(String reference, String pattern) {
        this.pattern = withInboxInCapitals(reference + pattern);
    }

    private static String withInboxInCapitals(String text) {
        int length = INBOX.length();
        boolean isInbox =
                text.regionMatches(true, 0, INBOX, 0, length)
                        && (text.length() == length || "/*%".indexOf(text.charAt(length)) >= 0);
        return isInbox ? INBOX + text.substring(length) : text;
    }

    /// The only name that it can match, unless it has wildcards or is no name.
    Optional<MailboxName> only() {
        if (pattern.indexOf('*') >= 0 || pattern.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailboxName(pattern)).filter(this::matches);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// `INBOX` itself matches in any case (RFC 9051 section 5.1).
    boolean matches(MailboxName name) {
        return matches(pattern, name.value())
                || (name.isInbox() && matches(pattern.toUpperCase(Locale.ROOT), INBOX));
    }

    private static boolean matches(String pattern, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            if (c == '*' || c == '%') {
                spread(reached, text, c == '%');
            } else {
                step(reached, text, c);
            }
        }
        return reached[text.length()];
    }

    private static void spread(boolean[] reached, String text, boolean withinLevel) {
        for (int i = 0; i < text.length(); i++) {
            if (reached[i] && !(withinLevel && text.charAt(i) == MailboxName.SEPARATOR)) {
                reached[i + 1] = true;
            }
        }
    }

    /// From the end, so that each place is judged before it is overwritten.
    private static void step(boolean[] reached, String text, char c) {
        for (int i = text.length(); i > 0; i--) {
            reached[i] = reached[i - 1] && text.charAt(i - 1) == c;
        }
        reached[0] = false;
    }
}
