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
public final class Selection {
    /// Of how many messages whole rows are held at a time.
    private static final int SLICE = 500;

    private final MailboxState state;
    private final BitSet chosen;

    private Selection(MailboxState state, BitSet chosen) {
        this.state = state;
        this.chosen = chosen;
    }

    /// Those of `uids` that exist.
    public static Selection of(MailboxState state, UidSet uids) {
        var chosen = new BitSet(state.size());
        state.forEachIn(uids, chosen::set);
        return new Selection(state, chosen);
    }

    /// Those of them that keep the condition, which is asked once for each in ascending UID order.
    public Selection where(Predicate<MessageRow> condition) {
        var kept = new BitSet(state.size());
        chosen.stream().filter(index -> condition.test(state.row(index))).forEach(kept::set);
        return new Selection(state, kept);
    }

    /// The first `count` of them in UID order, or all where there are fewer.
    public Selection first(int count) {
        var kept = new BitSet(state.size());
        chosen.stream().limit(count).forEach(kept::set);
        return new Selection(state, kept);
    }

    /// Those behind the first `count`.
    public Selection behind(int count) {
        var kept = new BitSet(state.size());
        chosen.stream().skip(count).forEach(kept::set);
        return new Selection(state, kept);
    }

    /// Of which they are.
    public MailboxState state() {
        return state;
    }

    public boolean isEmpty() {
        return chosen.isEmpty();
    }

    public int size() {
        return chosen.cardinality();
    }

    public void forEachUid(LongConsumer action) {
        chosen.stream().mapToLong(state::uidValue).forEach(action);
    }

    public UidSet uids() {
        var uids = new UidSet.Builder();
        forEachUid(uid -> uids.add(uid, uid));
        return uids.build();
    }

    /// The rows in ascending UID order, some at a time.
    public void forEachSlice(Consumer<List<MessageRow>> action) {
        forEachSlice(SLICE, action);
    }

    /// The rows in ascending UID order, `length` at a time.
    public void forEachSlice(int length, Consumer<List<MessageRow>> action) {
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

    /// Their rows, in ascending UID order.
    public List<MessageRow> rows() {
        var rows = new ArrayList<MessageRow>(size());
        chosen.stream().forEach(index -> rows.add(state.row(index)));
        return rows;
    }

    /// The keywords of its messages, without regard to case.
    public SortedSet<String> keywords() {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        chosen.stream().forEach(index -> all.addAll(state.flags(index).keywords()));
        return all;
    }
}
