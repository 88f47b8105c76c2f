package org.posthorn.smtp.relay;

/// What became of one recipient of a [Transfer].
public sealed interface RecipientOutcome {
    RemoteReply reply();

    /// The other server has taken the message.
    ///
    /// @param passesNotices whether it got the wishes about notices, too (RFC 3461 section 5.2);
    ///   where not, who wanted to hear of success hears that it was relayed
    record Taken(RemoteReply reply, boolean passesNotices) implements RecipientOutcome {}

    /// It is to be tried again: later, or at the next host at once.
    ///
    /// @param atOtherHost whether another host of the destination may be asked at once: what was
    ///   said is about the connection or the server and not about this message
    record Deferred(RemoteReply reply, boolean atOtherHost) implements RecipientOutcome {}

    /// It is refused for good.
    record Failed(RemoteReply reply) implements RecipientOutcome {}

    /// The connection ended after the message and before the answer: it may have been taken.
    record Unknown(RemoteReply reply) implements RecipientOutcome {}
}
