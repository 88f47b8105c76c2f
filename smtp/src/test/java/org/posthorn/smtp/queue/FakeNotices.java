package org.posthorn.smtp.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.outbound.Posting;

/// Writes down who was to be told.
@SuppressWarnings("NullAway") // what is posted is never looked at
final class FakeNotices implements Notices {
    /// Posted for each report; what is in it does not matter here.
    private static final Posting REPORT = new Posting(null, List.of(), List.of(), List.of());

    final List<Concern> failed = new ArrayList<>();
    final List<Concern> delayed = new ArrayList<>();
    final List<Concern> relayed = new ArrayList<>();
    volatile boolean broken;

    @Override
    public synchronized Optional<Posting> failed(List<Concern> concerns) {
        return note(failed, concerns);
    }

    @Override
    public synchronized Optional<Posting> delayed(List<Concern> concerns) {
        return note(delayed, concerns);
    }

    @Override
    public synchronized Optional<Posting> relayed(List<Concern> concerns) {
        return note(relayed, concerns);
    }

    private Optional<Posting> note(List<Concern> all, List<Concern> concerns) {
        if (broken) {
            throw new IllegalStateException("no report today");
        }
        all.addAll(concerns);
        return Optional.of(REPORT);
    }
}
