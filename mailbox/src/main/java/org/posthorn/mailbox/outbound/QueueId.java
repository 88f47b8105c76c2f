package org.posthorn.mailbox.outbound;

/// The number of an entry of the queue, which no other had or will have.
public record QueueId(long value) {
    public QueueId {
        if (value < 1) {
            throw new IllegalArgumentException("not the number of a queue entry: " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
