package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.List;

/// The difference between two states of one mailbox.
///
/// @param expunged messages of the older state that the newer has not
/// @param added messages of the newer state that the older has not
/// @param changed messages of both whose mod-sequence differs, as the newer state has them
public record MailboxDelta(List<Uid> expunged, List<Uid> added, List<MessageRow> changed) {

    public boolean isEmpty() {
        return expunged.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    static MailboxDelta between(MailboxState older, MailboxState newer) {
        var delta = new MailboxDelta(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var before = new Cursor(older);
        var after = new Cursor(newer);
        while (before.hasRow() || after.hasRow()) {
            if (before.startsSameBlockAs(after)) {
                before.skipBlock();
                after.skipBlock();
            } else {
                delta.step(before, after);
            }
        }
        return delta;
    }

    private void step(Cursor before, Cursor after) {
        long old = before.uid();
        long current = after.uid();
        if (old < current) {
            expunged.add(new Uid(old));
            before.advance();
        } else if (current < old) {
            added.add(new Uid(current));
            after.advance();
        } else {
            if (before.block().modSequence(before.place)
                    != after.block().modSequence(after.place)) {
                changed.add(after.block().row(after.place));
            }
            before.advance();
            after.advance();
        }
    }

    /// A place in a state; past the end its UID is higher than any.
    private static final class Cursor {
        private final MailboxState state;
        private int number;
        private int place;

        Cursor(MailboxState state) {
            this.state = state;
        }

        boolean hasRow() {
            return number < state.blockCount();
        }

        MessageBlock block() {
            return state.block(number);
        }

        long uid() {
            return hasRow() ? block().uid(place) : Long.MAX_VALUE;
        }

        boolean startsSameBlockAs(Cursor other) {
            return place == 0
                    && other.place == 0
                    && hasRow()
                    && other.hasRow()
                    && block() == other.block();
        }

        void skipBlock() {
            number++;
            place = 0;
        }

        void advance() {
            place++;
            if (place == block().size()) {
                skipBlock();
            }
        }
    }
}
