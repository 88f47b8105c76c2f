package org.posthorn.smtp.receive;

import java.util.List;

/// What a command is answered with: a reply, or several after a message that came over LMTP.
sealed interface Answer permits Reply, Answer.PerRecipient {

    /// One reply for each accepted recipient, in order, or none (RFC 2033 section 4.2).
    record PerRecipient(List<Reply> replies) implements Answer {
        public PerRecipient {
            replies = List.copyOf(replies);
        }
    }
}
