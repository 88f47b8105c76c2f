package org.posthorn.mailbox.change;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.store.MailboxState;

/// What is known of a mailbox, as of one version of it.
///
/// @param state its messages, with the same version; null while nobody has it open
record Known(MailboxCounters counters, @Nullable MailboxState state) {
    Known(MailboxCounters counters, @Nullable MailboxState state) {
        this.counters = counters;
        this.state =
                state == null
                        ? null
                        : state.withCounters(counters.uidNext(), counters.highestModSequence());
    }

    long version() {
        return counters.highestModSequence().value();
    }
}
