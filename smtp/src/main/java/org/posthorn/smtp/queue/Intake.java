package org.posthorn.smtp.queue;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.QueueEntry;

/// Who works on new entries of the queue.
public interface Intake {
    /// Leaves all entries in the queue until somebody asks for them.
    Intake NONE =
            new Intake() {
                @Override
                public Optional<Claimant> reserve(String destination) {
                    return Optional.empty();
                }

                @Override
                public void submitted(List<QueueEntry> entries) {}

                @Override
                public void withdrawn(String destination) {}

                @Override
                public void wake(String destination) {}
            };

    /// Asks for an entry of this destination to be worked on at once.
    ///
    /// @return who holds its lease, to be committed with it; each must be followed by [#submitted]
    ///   or [#withdrawn]. Empty where the entry has to wait for its turn: [#wake] follows then
    Optional<Claimant> reserve(String destination);

    /// Entries with reservations are committed.
    void submitted(List<QueueEntry> entries);

    /// An entry with a reservation was not committed after all.
    void withdrawn(String destination);

    /// The queue has a new entry of this destination that nobody holds.
    void wake(String destination);
}
