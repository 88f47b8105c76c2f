package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.KeywordLimitException;

/// How many keywords the messages of a mailbox may have, and how long each may be: every client
/// that selects the mailbox is told all of them.
///
/// A message names its keywords by their numbers in a list of the mailbox, which only grows, and is
/// therefore allowed to be longer: what no message has any more does not count here.
public final class KeywordLimits {
    public static final int MAX_KEYWORDS = 500;
    public static final int MAX_LENGTH = 64;

    private KeywordLimits() {}

    /// Before keywords are put on messages of the mailbox; those that the same change takes away
    /// still count.
    ///
    /// @throws KeywordLimitException when they are too many for it, or too long
    static void check(Draft draft, SharedMailbox mailbox, Collection<String> put) {
        if (put.isEmpty()) {
            return;
        }
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(
                draft.of(mailbox)
                        .knownKeywords()
                        .orElseGet(() -> draft.rows().mailboxes().keywords(mailbox.id())));
        boolean grown = false;
        for (String keyword : put) {
            if (all.add(keyword)) {
                grown = true;
                if (keyword.length() > MAX_LENGTH) {
                    throw new KeywordLimitException(
                            "a keyword has at most " + MAX_LENGTH + " characters");
                }
            }
        }
        if (grown && all.size() > MAX_KEYWORDS) {
            throw new KeywordLimitException("a mailbox has at most " + MAX_KEYWORDS + " keywords");
        }
    }

    /// The flags without keywords where those are too many.
    static Flags fitting(Draft draft, SharedMailbox mailbox, Flags flags) {
        try {
            check(draft, mailbox, flags.keywords());
            return flags;
        } catch (KeywordLimitException _) {
            return Flags.of(flags.systemBits(), List.of());
        }
    }
}
