package org.posthorn.smtp.srs;

/// What becomes of the sender of a message that is forwarded.
public sealed interface Rewriting {
    /// The message leaves with this sender.
    record Rewritten(String sender) implements Rewriting {}

    /// The message keeps its sender.
    record Unchanged(Why why) implements Rewriting {}

    /// Why a sender is kept.
    enum Why {
        /// There is nobody to send a bounce to (RFC 5321 section 4.5.5).
        NULL_SENDER,
        /// It is in our domain already.
        OURS,
        /// It is no address that could be part of another.
        NO_ADDRESS,
        /// What came of it would be longer than RFC 5321 section 4.5.3.1 lets everybody expect.
        TOO_LONG
    }
}
