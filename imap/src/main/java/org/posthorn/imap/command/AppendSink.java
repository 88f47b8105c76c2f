package org.posthorn.imap.command;

import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.MailboxName;

/// Where the octets of APPEND go while they arrive.
///
/// Asked for each message before the client is told to send it, so that a refusal spares its
/// transfer. When the command fails later, the reader closes the bodies that it got.
@FunctionalInterface
public interface AppendSink {
    /// The place for a message, or why there is none.
    ///
    /// @param sizeOctets as announced; never 0
    Answer open(MailboxName mailbox, long sizeOctets);

    sealed interface Answer {
        record Accept(IncomingBody body) implements Answer {}

        record Refuse(Refusal refusal) implements Answer {}
    }
}
