package org.posthorn.smtp.queue;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Posting;

/// Writes to senders: one report on recipients of one message.
///
/// Only those are handed over whose sender wants to hear of it, and never one with the null sender.
public interface Notices {
    /// They will not be delivered.
    ///
    /// @param concerns of one message, never empty
    /// @return the report; empty where nobody can be told
    Optional<Posting> failed(List<Concern> concerns);

    /// They are not delivered yet, and will be tried further.
    Optional<Posting> delayed(List<Concern> concerns);

    /// They were taken by a server that does not tell of success (RFC 3461 section 6.2.2).
    Optional<Posting> relayed(List<Concern> concerns);
}
