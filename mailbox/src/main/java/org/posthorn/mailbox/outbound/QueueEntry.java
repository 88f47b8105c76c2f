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

    /// The same, on lease.
    public QueueEntry claimed(Claimant by, Instant end) {
        return with(end, Optional.of(by));
    }

    /// The same, free for anybody from a moment on.
    public QueueEntry dueAt(Instant moment) {
        return with(moment, Optional.empty());
    }

    private QueueEntry with(Instant moment, Optional<Claimant> by) {
        return new QueueEntry(
                id,
                envelope,
                body,
                recipient,
                options,
                destination,
                moment,
                attempts,
                reply,
                delayTold,
                by);
    }

    /// Whether it waits for an administrator.
    public boolean isHeld() {
        return due.equals(Instant.MAX);
    }
}
