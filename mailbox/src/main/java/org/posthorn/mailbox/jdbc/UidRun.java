package org.posthorn.mailbox.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.posthorn.mailbox.store.MessageRow;

/// Messages with consecutive UIDs that one statement can treat alike: since no UID lies between
/// them, none that is not meant can be touched.
///
/// @param sample any of them
record UidRun(long first, long last, MessageRow sample) {

    /// The rows as runs; two neighbours share one when `alike` says so.
    ///
    /// @param rows best in ascending UID order; in another there are more runs
    static List<UidRun> of(List<MessageRow> rows, BiPredicate<MessageRow, MessageRow> alike) {
        List<UidRun> runs = new ArrayList<>();
        UidRun open = null;
        for (MessageRow row : rows) {
            long uid = row.uid().value();
            if (open != null && uid == open.last + 1 && alike.test(open.sample, row)) {
                open = new UidRun(open.first, uid, open.sample);
            } else {
                if (open != null) {
                    runs.add(open);
                }
                open = new UidRun(uid, uid, row);
            }
        }
        if (open != null) {
            runs.add(open);
        }
        return runs;
    }
}
