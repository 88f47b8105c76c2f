package org.posthorn.mailbox.store;

/// The difference between two states of one mailbox. It names messages and holds none, for there
/// may be hundreds of thousands, and many sessions that look at them.
///
/// @param expunged messages of the older state that the newer has not
/// @param added messages of the newer state that the older has not
/// @param changed messages of both whose mod-sequence differs
public record MailboxDelta(UidSet expunged, UidSet added, UidSet changed) {

    public boolean isEmpty() {
        return expunged.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    static MailboxDelta between(MailboxState older, MailboxState newer) {
        var found = new Found();
        var before = new Cursor(older);
        var after = new Cursor(newer);
        while (before.hasRow() || after.hasRow()) {
            if (before.startsSameBlockAs(after)) {
                before.skipBlock();
                after.skipBlock();
            } else {
                found.step(before, after);
            }
        }
        return new MailboxDelta(found.expunged.build(), found.added.build(), found.changed.build());
    }

    private static final class Found {
        private final UidSet.Builder expunged = new UidSet.Builder();
        private final UidSet.Builder added = new UidSet.Builder();
        private final UidSet.Builder changed = new UidSet.Builder();

        void step(Cursor before, Cursor after) {
            long old = before.uid();
            long current = after.uid();
            if (old < current) {
                expunged.add(old, old);
                before.advance();
            } else if (current < old) {
                added.add(current, current);
                after.advance();
            } else {
                if (before.block().modSequence(before.place)
                        != after.block().modSequence(after.place)) {
                    changed.add(current, current);
                }
                before.advance();
                after.advance();
            }
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
