package org.posthorn.imap;

import org.posthorn.mailbox.store.Flags;

/// How many keywords a mailbox may have: each is repeated to every client that selects it.
final class KeywordLimit {
    private static final int MAX_KEYWORDS = 500;

    private KeywordLimit() {}

    /// @param defined what messages of the mailbox have
    static boolean isExceeded(Flags defined, Flags added) {
        int before = defined.keywords().size();
        int after = defined.plus(added).keywords().size();
        return after > before && after > MAX_KEYWORDS;
    }
}
