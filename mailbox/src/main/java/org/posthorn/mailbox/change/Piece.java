package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.UidSet;

/// The messages that one part of a change is about.
///
/// @param rows in ascending UID order
/// @param left what the next parts are about; empty after the last
record Piece(List<MessageRow> rows, UidSet left) {
    /// The first `most` messages of the set that are wanted.
    ///
    /// @param wanted asked once for each message up to the last of them, in ascending UID order
    static Piece of(MailboxState state, UidSet uids, int most, Predicate<MessageRow> wanted) {
        var rows = new ArrayList<MessageRow>(Math.min(most, 64));
        for (UidSet.Range range : uids.ranges()) {
            for (int i = state.lowerBound(range.first()); i < state.size(); i++) {
                if (state.uidValue(i) > range.last()) {
                    break;
                }
                if (rows.size() == most) {
                    return new Piece(rows, uids.from(state.uidValue(i)));
                }
                var row = state.row(i);
                if (wanted.test(row)) {
                    rows.add(row);
                }
            }
        }
        return new Piece(rows, UidSet.EMPTY);
    }
}
