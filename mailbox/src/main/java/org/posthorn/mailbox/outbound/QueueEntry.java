package org.posthorn.mailbox.outbound;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailbox.store.BodyId;

/// One recipient of one message that waits to go elsewhere.
///
/// @param body counted as a reference of it
/// @param destination names the queue that it waits in: `mx:` and a domain, `relay:` and the name
///   of a relay, or [#REPORTS]
/// @param due when it may be tried; while it is leased, when the lease ends; [Instant#MAX] while it
///   is held
/// @param attempts how often it was tried
/// @param reply what was said of it last; empty before that
/// @param delayTold whether the sender was told that it takes long
/// @param claimant who holds the lease, or held it last
public record QueueEntry(
        QueueId id,
        Envelope envelope,
        BodyId body,
        String recipient,
        RecipientOptions options,
        String destination,
        Instant due,
        int attempts,
        String reply,
        boolean delayTold,
        Optional<Claimant> claimant) {

    /// Where entries wait that have failed and whose senders are to be told.
    public static final String REPORTS = "report:";

    public boolean isHeld() {
        return due.equals(Instant.MAX);
    }
}
