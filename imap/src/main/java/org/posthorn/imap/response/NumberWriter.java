package org.posthorn.imap.response;

import java.io.IOException;
import java.util.List;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.mailbox.store.Uid;

/// Writes sets of UIDs and sequence numbers.
final class NumberWriter {
    private NumberWriter() {}

    /// ```
    /// sequence-set = (seq-number / seq-range) ["," sequence-set]
    /// ```
    static ResponseOutput set(ResponseOutput out, SequenceSet set) throws IOException {
        String before = "";
        for (SequenceSet.Range range : set.ranges()) {
            range(out.ascii(before), range.first(), range.last());
            before = ",";
        }
        return out;
    }

    /// UIDs in their order, which says which message each belongs to.
    ///
    /// ```
    /// uid-set = (uniqueid / uid-range) *("," uid-set)
    /// ```
    static ResponseOutput uids(ResponseOutput out, List<Uid> uids) throws IOException {
        int start = 0;
        while (start < uids.size()) {
            int end = start;
            while (end + 1 < uids.size()
                    && uids.get(end + 1).value() == uids.get(end).value() + 1) {
                end++;
            }
            out.ascii(start == 0 ? "" : ",");
            range(out, uids.get(start).value(), uids.get(end).value());
            start = end + 1;
        }
        return out;
    }

    private static void range(ResponseOutput out, long first, long last) throws IOException {
        out.number(first);
        if (last != first) {
            out.octet(':').number(last);
        }
    }
}
