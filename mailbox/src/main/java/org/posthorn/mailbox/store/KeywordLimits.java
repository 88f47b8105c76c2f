package org.posthorn.mailbox.store;

import java.util.Collection;
import java.util.TreeSet;

/// How many keywords the messages of a mailbox may have, and how long each may be.
///
/// Every client that selects the mailbox is told all of them. And together they fit where a
/// message's keywords are stored, parted by blanks, so that no set of them is refused there.
final class KeywordLimits {
    static final int MAX_KEYWORDS = 500;
    static final int MAX_LENGTH = 64;

    private KeywordLimits() {}

    /// Under the mailbox's lock, before keywords are put on messages of it.
    ///
    /// Those that the same change takes away still count.
    static void check(MailboxState mailbox, Collection<String> put) {
        if (put.isEmpty()) {
            return;
        }
        var all = new TreeSet<>(mailbox.keywords());
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
}
