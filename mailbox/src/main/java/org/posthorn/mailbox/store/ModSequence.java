package org.posthorn.mailbox.store;

/// A mailbox's change counter: 63 bits, only rising (RFC 7162 section 3.1). Zero is legal in
/// requests only.
public record ModSequence(long value) implements Comparable<ModSequence> {
    public ModSequence {
        if (value < 0) {
            throw new IllegalArgumentException("not a mod-sequence: " + value);
        }
    }

    @Override
    public int compareTo(ModSequence other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
