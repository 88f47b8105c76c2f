package org.posthorn.imap.search;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.MessageSummary;

/// A message that may be found, as far as it has been read: what is dear is read only where what is
/// cheap does not decide.
///
/// @param recent whether it is `\Recent` to the client
/// @param summary null while it has not been read
/// @param content the same; never without the summary
record Candidate(
        MessageRow row,
        boolean recent,
        @Nullable MessageSummary summary,
        @Nullable MessageContent content) {

    Candidate(MessageRow row, boolean recent) {
        this(row, recent, null, null);
    }

    Candidate with(MessageSummary read) {
        return new Candidate(row, recent, read, content);
    }

    Candidate with(MessageContent read) {
        return new Candidate(row, recent, summary, read);
    }
}
