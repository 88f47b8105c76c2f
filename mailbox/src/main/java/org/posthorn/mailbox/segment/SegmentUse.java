package org.posthorn.mailbox.segment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many octets of each segment rows name. It only says where to look for waste: what goes is
/// decided by the rows.
public final class SegmentUse {
    private final Map<Long, LongAdder> octets = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /// A row names a record, for good.
    public void add(RecordPlace place) {
        add(place, place.octets());
    }

    /// No row names it any more.
    public void remove(RecordPlace place) {
        add(place, -place.octets());
    }

    private void add(RecordPlace place, long octets) {
        this.octets.computeIfAbsent(place.segment(), _ -> new LongAdder()).add(octets);
    }

    long octets(long segment) {
        var counted = octets.get(segment);
        return counted == null ? 0 : counted.sum();
    }

    void forget(long segment) {
        octets.remove(segment);
    }

    /// All that the processes before have left is counted.
    public void completed() {
        complete = true;
    }

    public boolean isComplete() {
        return complete;
    }
}
