package org.posthorn.mailbox.change;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.UidSet;

/// What is known of a mailbox, as of one version of it.
///
/// @param state its messages, with the same version; null while nobody has it open
/// @param hidden the UIDs of a large copy that is being written; null for none. One that was given
///   up since is noticed by whoever needs its UIDs
record Known(
        MailboxCounters counters, @Nullable MailboxState state, UidSet.@Nullable Range hidden) {
    Known(MailboxCounters counters, @Nullable MailboxState state, UidSet.@Nullable Range hidden) {
        this.counters = counters;
        this.hidden = hidden;
        this.state =
                state == null
                        ? null
                        : state.withCounters(counters.uidNext(), counters.highestModSequence());
    }

    long version() {
        return counters.highestModSequence().value();
    }
}
