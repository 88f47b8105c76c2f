package org.posthorn.imap;

import java.util.ArrayList;
import org.posthorn.imap.command.SequenceSet;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.UidSet;

/// Turns the numbers of a command into the UIDs that they mean (RFC 9051 section 9,
/// `sequence-set`).
final class MessageSet {
    private MessageSet() {}

    /// The UIDs of the messages that the client means.
    ///
    /// @throws BadRequestException for a sequence number of no message
    static UidSet resolve(SequenceSet set, boolean byUid, MailboxState known) {
        return byUid ? ofUids(set, known) : ofNumbers(set, known);
    }

    /// Ranges of numbers become ranges of UIDs: what lies between two messages of the view is gone.
    static UidSet ofNumbers(SequenceSet set, MailboxState known) {
        var ranges = new ArrayList<UidSet.Range>(set.ranges().size());
        for (SequenceSet.Range range : set.ranges()) {
            int first = number(range.first(), known.size());
            int last = number(range.last(), known.size());
            ranges.add(
                    new UidSet.Range(
                            known.uidValue(Math.min(first, last) - 1),
                            known.uidValue(Math.max(first, last) - 1)));
        }
        return UidSet.of(ranges);
    }

    private static int number(long written, int size) {
        long number = written == SequenceSet.STAR ? size : written;
        if (number < 1 || number > size) {
            throw new BadRequestException("There is no message " + (size == 0 ? "here" : number));
        }
        return (int) number;
    }

    /// Unknown UIDs are ignored; a range that reaches beyond the last message includes it when an
    /// end is `*`.
    static UidSet ofUids(SequenceSet set, MailboxState known) {
        if (known.isEmpty()) {
            return UidSet.EMPTY;
        }
        long highest = known.uidValue(known.size() - 1);
        var ranges = new ArrayList<UidSet.Range>(set.ranges().size());
        for (SequenceSet.Range range : set.ranges()) {
            long a = range.first() == SequenceSet.STAR ? highest : range.first();
            long b = range.last() == SequenceSet.STAR ? highest : range.last();
            long first = Math.min(a, b);
            long last = Math.min(Math.max(a, b), highest);
            if (first <= last) {
                ranges.add(new UidSet.Range(first, last));
            }
        }
        return UidSet.of(ranges);
    }

    /// The same messages as a response names them.
    ///
    /// @param uids of messages that the client knows; not empty
    static SequenceSet write(UidSet uids, boolean byUid, MailboxState known) {
        var ranges = new ArrayList<SequenceSet.Range>();
        if (byUid) {
            for (UidSet.Range range : uids.ranges()) {
                ranges.add(new SequenceSet.Range(range.first(), range.last()));
            }
        } else {
            var numbers = new UidSet.Builder();
            known.forEachIn(uids, index -> numbers.add(index + 1, index + 1));
            for (UidSet.Range range : numbers.build().ranges()) {
                ranges.add(new SequenceSet.Range(range.first(), range.last()));
            }
        }
        return new SequenceSet(ranges);
    }
}
