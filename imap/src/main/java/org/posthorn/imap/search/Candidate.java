package org.posthorn.imap.search;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.MessageRow;

/// A message that may be found, as far as it has been read: what is dear is read only where what is
/// cheap does not decide.
///
/// @param recent whether it is `\Recent` to the client
/// @param summary null while it has not been read
/// @param findings null while none of the octets has been read; never without the summary
record Candidate(
        MessageRow row,
        boolean recent,
        @Nullable SummaryTexts summary,
        @Nullable Findings findings) {

    Candidate(MessageRow row, boolean recent) {
        this(row, recent, null, null);
    }

    Candidate with(SummaryTexts read) {
        return new Candidate(row, recent, read, findings);
    }

    Candidate with(Findings begun) {
        return new Candidate(row, recent, summary, begun);
    }
}
