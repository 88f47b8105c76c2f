package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;

/// Recipients that wait to be sent to.
public interface QueueRows {
    /// What the database's clock says, to the millisecond.
    Instant now();

    void insert(List<QueueEntry> entries);

    /// The destinations whose names follow this one, by name, each with the earliest moment at
    /// which one of its entries is due.
    List<Destination> destinations(String after, int most);

    /// Entries of a destination that are due at a moment, the longest due first.
    List<QueueEntry> due(String destination, Instant at, int most);

    /// Leases each entry that is still due when it says.
    ///
    /// @return those that were, with their lease
    List<QueueEntry> claim(List<QueueEntry> entries, Claimant claimant, Instant end);

    /// Sets when entries are due that the claimant holds.
    ///
    /// @return those that it does
    List<QueueId> renew(List<QueueId> entries, Claimant claimant, Instant end);

    /// Leaves entries that the claimant holds to anybody, from a moment on.
    void release(List<QueueId> entries, Claimant claimant, Instant due);

    /// Deletes entries that the claimant holds.
    ///
    /// @return how many
    int delete(List<QueueId> entries, Claimant claimant);

    /// Replaces destination, moment, attempts and reply of entries that the claimant holds, and
    /// ends its leases.
    ///
    /// @return how many
    int postpone(List<QueueEntry> entries, Claimant claimant);

    /// Deletes an entry, whoever holds it.
    boolean remove(QueueId entry);

    /// Sets when an entry is due, and ends its lease, if it is still due when it was seen to be.
    boolean reschedule(QueueId entry, Instant seen, Instant due);

    /// Sets when an entry is due, and ends its lease, whoever holds it.
    boolean reschedule(QueueId entry, Instant due);

    Optional<QueueEntry> find(QueueId entry);

    /// The entries whose numbers follow this one, by number.
    List<QueueEntry> after(long id, int most);
}
