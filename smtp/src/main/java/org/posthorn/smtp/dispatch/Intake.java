package org.posthorn.smtp.dispatch;

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

    /// Keeps a place for an entry that is about to be committed.
    ///
    /// @return in whose name it is to be claimed; empty where there is no place
    Optional<Claimant> reserve(String destination);

    /// Hands over entries that are committed and claimed.
    void submitted(List<QueueEntry> entries);

    /// Gives a place back that was kept for an entry.
    void withdrawn(String destination);

    /// Says that there are new entries that nobody has claimed.
    void wake(String destination);
}
