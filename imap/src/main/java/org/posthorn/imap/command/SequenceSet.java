package org.posthorn.imap.command;

import java.util.List;

/// Message sequence numbers or UIDs as the client wrote them; `*` is not resolved yet (RFC 9051
/// section 9).
public record SequenceSet(List<Range> ranges) {
    /// Stands for `*`.
    public static final long STAR = 0;

    static final long MAX_NUMBER = 0xFFFF_FFFFL;

    /// Both ends belong to it; either may be [#STAR]; `first` may be the higher one.
    public record Range(long first, long last) {
        public Range {
            if (first < STAR || first > MAX_NUMBER || last < STAR || last > MAX_NUMBER) {
                throw new IllegalArgumentException("not a sequence range: " + first + ":" + last);
            }
        }
    }

    public SequenceSet {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("a sequence set names something");
        }
    }
}
