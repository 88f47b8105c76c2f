package org.posthorn.mailbox.segment;

/// When frames are compressed.
public enum Packing {
    /// As they are written.
    NOW,

    /// In the background, when the processor has time: they are copied to another segment then.
    LATER;

    /// Says which it is to be, at any moment and from any thread.
    @FunctionalInterface
    public interface Choice {
        Packing now();

        /// Whether there is time for what was put off.
        default boolean hasTime() {
            return now() == NOW;
        }
    }
}
