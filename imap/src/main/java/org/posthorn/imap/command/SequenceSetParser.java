package org.posthorn.imap.command;

import java.util.ArrayList;

/// Sets of sequence numbers or UIDs (RFC 9051 section 9).
final class SequenceSetParser {
    private SequenceSetParser() {}

    static boolean startsAt(int octet) {
        return octet == '*' || (octet >= '0' && octet <= '9');
    }

    /// ```
    /// sequence-set = (seq-number / seq-range) ["," sequence-set]
    /// seq-range    = seq-number ":" seq-number
    /// ```
    static SequenceSet parse(CommandScanner in) throws RefusedException {
        var ranges = new ArrayList<SequenceSet.Range>();
        do {
            long first = number(in);
            long last = in.takes(":") ? number(in) : first;
            ranges.add(new SequenceSet.Range(first, last));
        } while (in.takes(","));
        return new SequenceSet(ranges);
    }

    /// ```
    /// seq-number = nz-number / "*"
    /// ```
    private static long number(CommandScanner in) throws RefusedException {
        return in.takes("*") ? SequenceSet.STAR : in.nzNumber();
    }
}
