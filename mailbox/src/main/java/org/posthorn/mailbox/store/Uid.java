package org.posthorn.mailbox.store;

/// The unique identifier of a message in its mailbox: 1 to 4294967295, never reused (RFC 9051
/// section 2.3.1.1).
public record Uid(long value) implements Comparable<Uid> {
    public static final long MAX_VALUE = 0xFFFF_FFFFL;
    public static final Uid FIRST = new Uid(1);

    public Uid {
        if (value < 1 || value > MAX_VALUE) {
            throw new IllegalArgumentException("not a UID: " + value);
        }
    }

    @Override
    public int compareTo(Uid other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
