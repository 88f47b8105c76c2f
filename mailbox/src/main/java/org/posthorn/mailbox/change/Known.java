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
/// @param viewers its messages as others than the owner see them
record Known(
        MailboxCounters counters,
        @Nullable MailboxState state,
        UidSet.@Nullable Range hidden,
        ViewerStates viewers) {
    Known(
            MailboxCounters counters,
            @Nullable MailboxState state,
            UidSet.@Nullable Range hidden,
            ViewerStates viewers) {
        this.counters = counters;
        this.hidden = hidden;
        this.viewers = viewers.withCounters(counters.uidNext(), counters.highestModSequence());
        this.state =
                state == null
                        ? null
                        : state.withCounters(counters.uidNext(), counters.highestModSequence());
    }

    long version() {
        return counters.highestModSequence().value();
    }

    Known with(ViewerStates others) {
        return new Known(counters, state, hidden, others);
    }

    /// Its messages as an account sees them; null while that has not opened it.
    @Nullable MailboxState stateFor(Access access) {
        return access.isOwner() ? state : viewers.of(access.viewer());
    }
}
