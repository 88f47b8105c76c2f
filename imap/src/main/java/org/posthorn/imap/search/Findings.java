package org.posthorn.imap.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.posthorn.mailbox.mime.TextMatcher;

/// What has been found of the needles in one message, as far as it has been read.
final class Findings {
    private final Set<TextMatcher> found = new HashSet<>();
    private boolean headerRead;
    private boolean bodyRead;

    void add(Collection<TextMatcher> needles) {
        found.addAll(needles);
    }

    void headerIsRead() {
        headerRead = true;
    }

    void bodyIsRead() {
        bodyRead = true;
    }

    List<TextMatcher> missing(Collection<TextMatcher> needles) {
        return needles.stream().filter(needle -> !found.contains(needle)).toList();
    }

    /// Whether a needle of the header is there.
    Verdict inHeader(TextMatcher needle) {
        return verdict(needle, headerRead);
    }

    /// Whether one is there that only the end of the body rules out.
    Verdict inBody(TextMatcher needle) {
        return verdict(needle, bodyRead);
    }

    private Verdict verdict(TextMatcher needle, boolean allRead) {
        if (found.contains(needle)) {
            return Verdict.YES;
        }
        return allRead ? Verdict.NO : Verdict.UNKNOWN;
    }
}
