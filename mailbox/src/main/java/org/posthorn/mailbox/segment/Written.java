package org.posthorn.mailbox.segment;

/// A record that is safe on disk and that perhaps no row names yet: its segment stays until this is
/// closed.
public final class Written implements AutoCloseable {
    private final RecordPlace place;
    private final SegmentFile segment;
    private boolean closed;

    Written(RecordPlace place, SegmentFile segment) {
        this.place = place;
        this.segment = segment;
    }

    public RecordPlace place() {
        return place;
    }

    /// The transaction that was to name it has ended.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            segment.endUse();
        }
    }
}
