package org.posthorn.mailbox.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// A mailbox's messages as viewers see them who do not own it and have it open: with their own
/// `\Seen`, and with the higher of the mod-sequences of the message and of that. Immutable, and of
/// the version of what it stands beside.
record ViewerStates(Map<AccountId, MailboxState> states) {
    static final ViewerStates NONE = new ViewerStates(Map.of());

    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);

    ViewerStates {
        states = Map.copyOf(states);
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    @Nullable MailboxState of(AccountId viewer) {
        return states.get(viewer);
    }

    /// What a viewer sees, from all of its flags.
    static MailboxState state(MailboxState shared, List<ViewerFlag> flags) {
        var unseen = new MailboxState.Loading();
        for (int i = 0; i < shared.size(); i++) {
            unseen.add(withSeen(shared.row(i), false));
        }
        return withSeen(unseen.finish(shared.uidNext(), shared.highestModSequence()), flags);
    }

    ViewerStates with(AccountId viewer, MailboxState state) {
        var all = new HashMap<>(states);
        all.put(viewer, state);
        return new ViewerStates(all);
    }

    /// These, and those of viewers who have none here.
    ViewerStates plus(ViewerStates those) {
        if (states.keySet().containsAll(those.states.keySet())) {
            return this;
        }
        var all = new HashMap<>(those.states);
        all.putAll(states);
        return new ViewerStates(all);
    }

    /// Those of viewers who are still there.
    ViewerStates only(Set<AccountId> viewers) {
        if (viewers.containsAll(states.keySet())) {
            return this;
        }
        var some = new HashMap<>(states);
        some.keySet().retainAll(viewers);
        return new ViewerStates(some);
    }

    private ViewerStates each(UnaryOperator<MailboxState> change) {
        if (isEmpty()) {
            return this;
        }
        var all = new HashMap<>(states);
        all.replaceAll((_, state) -> change.apply(state));
        return new ViewerStates(all);
    }

    /// With messages that are new, or whose flags differ.
    ///
    /// @param rows as the owner has them, in ascending UID order
    ViewerStates withRows(List<MessageRow> rows) {
        return each(state -> state.with(rows.stream().map(row -> seenAs(state, row)).toList()));
    }

    private static MessageRow seenAs(MailboxState state, MessageRow row) {
        int index = state.indexOf(row.uid());
        return withSeen(row, index >= 0 && state.flags(index).has(SystemFlag.SEEN));
    }

    /// With many new messages.
    ViewerStates withShown(MailboxState shown) {
        if (isEmpty()) {
            return this;
        }
        var unseen = state(shown, List.of());
        return each(state -> state.with(unseen));
    }

    ViewerStates without(UidSet uids) {
        return each(state -> state.without(uids));
    }

    /// With flags of one of the viewers that changed, in ascending UID order.
    ViewerStates withSeen(AccountId viewer, List<ViewerFlag> flags) {
        MailboxState state = states.get(viewer);
        return state == null || flags.isEmpty() ? this : with(viewer, withSeen(state, flags));
    }

    private static MailboxState withSeen(MailboxState state, List<ViewerFlag> flags) {
        return state.with(
                flags.stream()
                        .filter(flag -> state.indexOf(flag.uid()) >= 0)
                        .map(flag -> withSeen(state.row(state.indexOf(flag.uid())), flag))
                        .toList());
    }

    private static MessageRow withSeen(MessageRow row, ViewerFlag flag) {
        var highest =
                BinaryOperator.<ModSequence>maxBy(ModSequence::compareTo)
                        .apply(row.modSequence(), flag.modSequence());
        return row.withFlags(withSeen(row.flags(), flag.seen()), highest);
    }

    private static MessageRow withSeen(MessageRow row, boolean seen) {
        return row.withFlags(withSeen(row.flags(), seen), row.modSequence());
    }

    static Flags withSeen(Flags flags, boolean seen) {
        return seen ? flags.plus(SEEN) : flags.minus(SEEN);
    }

    ViewerStates withCounters(Uid uidNext, ModSequence highest) {
        return each(state -> state.withCounters(uidNext, highest));
    }
}
