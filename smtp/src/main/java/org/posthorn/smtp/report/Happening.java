package org.posthorn.smtp.report;

import java.time.Instant;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.smtp.relay.RemoteReply;

/// What became of a message for one of its recipients (RFC 3464 section 2.3.3).
public sealed interface Happening {
    /// It is refused for good.
    record Failed(RemoteReply reply) implements Happening {}

    /// It was not delivered in time.
    ///
    /// @param reply what was said last
    record Expired(RemoteReply reply) implements Happening {}

    /// It takes long, and is tried until some moment.
    ///
    /// @param reply what was said last
    record Delayed(RemoteReply reply, Instant until) implements Happening {}

    /// It was handed to a server that tells nobody what becomes of it.
    record Relayed(RemoteReply reply) implements Happening {}

    /// It is where its recipient reads it.
    record Delivered() implements Happening {}

    /// It goes on to several recipients, of whom the sender is told nothing.
    record Expanded() implements Happening {}

    /// What a sender has to want to be told of it (RFC 3461 section 4.1).
    default NotifyOn event() {
        return switch (this) {
            case Failed _, Expired _ -> NotifyOn.FAILURE;
            case Delayed _ -> NotifyOn.DELAY;
            case Relayed _, Delivered _, Expanded _ -> NotifyOn.SUCCESS;
        };
    }

    /// Its enhanced code (RFC 3463), of the class that fits what happened, whatever a server said.
    default String status() {
        return switch (this) {
            case Failed(var reply) -> EnhancedCode.of(reply).inClass(5);
            case Expired _ -> "5.4.7";
            case Delayed(var reply, _) -> EnhancedCode.of(reply).inClass(4);
            case Relayed _ -> "2.1.9";
            case Delivered _ -> "2.1.5";
            case Expanded _ -> "2.0.0";
        };
    }
}
