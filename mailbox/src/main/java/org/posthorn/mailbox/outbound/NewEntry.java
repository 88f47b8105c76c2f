package org.posthorn.mailbox.outbound;

import java.util.Optional;

/// A recipient that a commit adds to the queue.
///
/// @param recipient the address to send to, without brackets
/// @param destination the queue that it waits in: see [QueueEntry#destination]
/// @param claimant who holds the lease from the start; empty leaves it to whoever comes
/// @param reply what was said of it already, for an entry that waits to be reported; else empty
public record NewEntry(
        QueueId id,
        Envelope envelope,
        String recipient,
        RecipientOptions options,
        String destination,
        Optional<Claimant> claimant,
        String reply) {

    /// The same, for whoever comes.
    public NewEntry withoutClaimant() {
        return new NewEntry(id, envelope, recipient, options, destination, Optional.empty(), reply);
    }
}
