package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// The messages of a state that one change is about, a bit each. Their rows are made some at a
/// time, for there may be hundreds of thousands.
final class Selection {
    /// Of how many messages whole rows are held at a time.
    private static final int SLICE = 500;

    private final MailboxState state;
    private final BitSet chosen;

    private Selection(MailboxState state, BitSet chosen) {
        this.state = state;
        this.chosen = chosen;
    }

    /// Those of `uids` that exist.
    static Selection of(MailboxState state, UidSet uids) {
        var chosen = new BitSet(state.size());
        state.forEachIn(uids, chosen::set);
        return new Selection(state, chosen);
    }

    /// Those of them that keep the condition, which is asked once for each in ascending UID order.
    Selection where(Predicate<MessageRow> condition) {
        var kept = new BitSet(state.size());
        chosen.stream().filter(index -> condition.test(state.row(index))).forEach(kept::set);
        return new Selection(state, kept);
    }

    /// The first `count` of them in UID order, or all where there are fewer.
    Selection first(int count) {
        var kept = new BitSet(state.size());
        chosen.stream().limit(count).forEach(kept::set);
        return new Selection(state, kept);
    }

    /// Those behind the first `count`.
    Selection behind(int count) {
        var kept = new BitSet(state.size());
        chosen.stream().skip(count).forEach(kept::set);
        return new Selection(state, kept);
    }

    boolean isEmpty() {
        return chosen.isEmpty();
    }

    int size() {
        return chosen.cardinality();
    }

    void forEachUid(LongConsumer action) {
        chosen.stream().mapToLong(state::uidValue).forEach(action);
    }

    UidSet uids() {
        var uids = new UidSet.Builder();
        forEachUid(uid -> uids.add(uid, uid));
        return uids.build();
    }

    /// The rows in ascending UID order, some at a time.
    void forEachSlice(Consumer<List<MessageRow>> action) {
        forEachSlice(SLICE, action);
    }

    /// The rows in ascending UID order, `length` at a time.
    void forEachSlice(int length, Consumer<List<MessageRow>> action) {
        var slice = new ArrayList<MessageRow>(length);
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            slice.add(state.row(i));
            if (slice.size() == length) {
                action.accept(List.copyOf(slice));
                slice.clear();
            }
        }
        if (!slice.isEmpty()) {
            action.accept(List.copyOf(slice));
        }
    }

    /// The keywords of its messages, without regard to case.
    SortedSet<String> keywords() {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        chosen.stream().forEach(index -> all.addAll(state.flags(index).keywords()));
        return all;
    }

    /// One mention of its body for each message.
    BodyIds bodies() {
        var bodies = new BodyIds();
        chosen.stream().forEach(index -> bodies.add(state.row(index).body()));
        return bodies;
    }
}
