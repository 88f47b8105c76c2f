package org.posthorn.smtp.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What another server tells of a message of ours. Anybody can write this, so it is only believed
/// as far as it names something that we know.
///
/// @param recipients not empty, each as it is told
/// @param envelopeId `ENVID` of the message, decoded, where it had one
/// @param messageId of the message, with its brackets
/// @param ourIds that we gave to messages that passed through us, by the `Received` fields of what
///   is returned; the latest first
public record IncomingReport(
        List<Recipient> recipients,
        Optional<String> envelopeId,
        Optional<String> messageId,
        Set<String> ourIds) {

    public IncomingReport {
        recipients = List.copyOf(recipients);
    }

    /// What became of a recipient. Text has no control characters and is cut where it is long.
    ///
    /// @param address to which the message went at last, without brackets
    /// @param original address to which we sent it, where it is told
    /// @param status `c.s.d` (RFC 3463)
    /// @param diagnostic what a server said, without the type; may be empty
    /// @param logId what the other server knows the message as
    public record Recipient(
            String address,
            Optional<String> original,
            Action action,
            String status,
            String diagnostic,
            Optional<String> logId) {}

    /// RFC 3464 section 2.3.3.
    public enum Action {
        FAILED,
        DELAYED,
        DELIVERED,
        RELAYED,
        EXPANDED
    }
}
