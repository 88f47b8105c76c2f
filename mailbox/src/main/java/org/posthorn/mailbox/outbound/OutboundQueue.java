package org.posthorn.mailbox.outbound;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.store.PlacementOutcome;

/// The durable queue of mail that goes elsewhere.
///
/// Times are the database's, so that nodes whose clocks differ agree on who holds what.
public interface OutboundQueue {
    /// A destination that entries wait for.
    ///
    /// @param due the earliest moment at which one of them is due; [Instant#MAX] if all are held
    record Destination(String name, Instant due) {}

    /// What became of a message that was taken in.
    ///
    /// @param outcomes of each local recipient, in order
    /// @param entries that are in the queue now
    record Posted(List<PlacementOutcome> outcomes, List<QueueEntry> entries) {
        public Posted {
            outcomes = List.copyOf(outcomes);
            entries = List.copyOf(entries);
        }
    }

    /// More entries of one message are not added in one commit: the message is, with the promise of
    /// them, and they follow in slices.
    int MANY = 300;

    /// How long the lease is of an entry that is claimed by who adds it.
    Duration FIRST_LEASE = Duration.ofMinutes(5);

    /// A number for a new entry.
    QueueId newId();

    /// Takes a message in, in one durable commit; where no recipient gets it, nothing is stored. Of
    /// more than [#MANY] recipients, here or elsewhere, some get it later; their entries have no
    /// claimant.
    Posted post(Posting posting);

    /// Tells of destinations that have entries which were promised to many; again and again, from
    /// the thread that adds them.
    default void watch(Consumer<String> destinations) {}

    /// Says something for the log of mail that is accepted and goes nowhere, in a durable commit.
    void log(List<DeliveryEvent> events);

    /// What time it is for the queue.
    Instant now();

    /// The destinations whose names follow this one, by name.
    List<Destination> destinations(String after, int most);

    /// Takes entries of a destination that are due, the longest due first, each for the length of a
    /// lease.
    List<QueueEntry> claim(String destination, Claimant claimant, Duration lease, int most);

    /// Takes these entries, those of them that are due and that nobody else holds, each for the
    /// length of a lease: for who tells of entries whose time is over and whose turn it is not.
    List<QueueEntry> claim(List<QueueId> entries, Claimant claimant, Duration lease);

    /// Prolongs leases.
    ///
    /// @return those that the claimant still holds
    List<QueueId> renew(Claimant claimant, List<QueueId> entries, Duration lease);

    /// Hands leases back: the entries are due at once, as if nobody had claimed them.
    void release(Claimant claimant, List<QueueId> entries);

    /// The octets of an entry's message.
    InputStream open(QueueEntry entry);

    /// Writes down what became of entries.
    ///
    /// @throws LeaseLostException when the claimant does not hold one of them; nothing is changed
    ///
    /// @return the entries that its postings have added
    List<QueueEntry> settle(Settlement settlement);

    /// The entries whose numbers follow this one, by number, for who goes through all of them.
    List<QueueEntry> list(long after, int most);

    Optional<QueueEntry> find(QueueId entry);

    /// Makes an entry due after a pause, unless it is due at another moment than was seen: somebody
    /// has taken it, or let it wait anew.
    ///
    /// @return whether it was as it was seen
    boolean reschedule(QueueEntry seen, Duration pause, DeliveryEventSource why);

    /// Makes an entry due after a pause, whoever holds it, so that its claimant loses the lease.
    ///
    /// @param pause empty to hold it
    /// @return whether there is such an entry
    boolean reschedule(QueueId entry, Optional<Duration> pause, DeliveryEventSource why);

    /// Removes an entry, whoever holds it.
    ///
    /// @return whether there was such an entry
    boolean remove(QueueId entry, DeliveryEventSource why);
}
