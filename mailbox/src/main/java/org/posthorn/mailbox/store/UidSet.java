package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/// An immutable set of UIDs as ascending ranges that neither touch nor overlap; both ends belong to
/// a range.
public final class UidSet {
    /// From `first` to `last`, both included.
    public record Range(long first, long last) {
        public Range {
            if (first < 1 || last < first || last > Uid.MAX_VALUE) {
                throw new IllegalArgumentException("not a UID range: " + first + ":" + last);
            }
        }
    }

    public static final UidSet EMPTY = new UidSet(List.of());
    public static final UidSet ALL = new UidSet(List.of(new Range(1, Uid.MAX_VALUE)));

    private final List<Range> ranges;

    private UidSet(List<Range> ranges) {
        this.ranges = ranges;
    }

    public static UidSet of(Uid uid) {
        return new UidSet(List.of(new Range(uid.value(), uid.value())));
    }

    /// From ranges in any order, overlapping or not.
    public static UidSet of(List<Range> unordered) {
        var sorted = new ArrayList<>(unordered);
        sorted.sort(Comparator.comparingLong(Range::first));
        var builder = new Builder();
        for (Range range : sorted) {
            builder.add(range.first(), range.last());
        }
        return builder.build();
    }

    /// From UIDs in ascending order.
    public static UidSet ofAscending(long... uids) {
        var builder = new Builder();
        for (long uid : uids) {
            builder.add(uid, uid);
        }
        return builder.build();
    }

    public List<Range> ranges() {
        return ranges;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// How many UIDs the ranges span; they need not all name a message.
    public long count() {
        long count = 0;
        for (Range range : ranges) {
            count += range.last() - range.first() + 1;
        }
        return count;
    }

    public boolean contains(long uid) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (uid < range.first()) {
                high = middle - 1;
            } else if (uid > range.last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /// Those from this UID up.
    public UidSet from(long uid) {
        var builder = new Builder();
        for (Range range : ranges) {
            if (range.last() >= uid) {
                builder.add(Math.max(uid, range.first()), range.last());
            }
        }
        return builder.build();
    }

    public void forEach(LongConsumer action) {
        for (Range range : ranges) {
            for (long uid = range.first(); uid <= range.last(); uid++) {
                action.accept(uid);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && ranges.equals(set.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /// As IMAP writes a set: `1:3,5`.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Range range : ranges) {
            text.append(text.isEmpty() ? "" : ",").append(range.first());
            if (range.last() > range.first()) {
                text.append(':').append(range.last());
            }
        }
        return text.toString();
    }

    /// Collects UIDs and ranges whose starts ascend; joins those that touch.
    public static final class Builder {
        private final List<Range> ranges = new ArrayList<>();
        private long first;
        private long last;

        public Builder add(long from, long to) {
            if (first == 0) {
                first = from;
                last = to;
            } else if (from < first) {
                throw new IllegalArgumentException("UIDs must ascend: " + from + " after " + first);
            } else if (from <= last + 1) {
                last = Math.max(last, to);
            } else {
                ranges.add(new Range(first, last));
                first = from;
                last = to;
            }
            return this;
        }

        /// Adds a set that lies behind what was added before.
        public Builder addAll(UidSet uids) {
            uids.ranges().forEach(range -> add(range.first(), range.last()));
            return this;
        }

        public Builder add(Uid uid) {
            return add(uid.value(), uid.value());
        }

        public UidSet build() {
            if (first == 0) {
                return EMPTY;
            }
            var all = new ArrayList<>(ranges);
            all.add(new Range(first, last));
            return new UidSet(List.copyOf(all));
        }
    }
}
