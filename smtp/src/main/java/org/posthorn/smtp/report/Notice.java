package org.posthorn.smtp.report;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.mailbox.outbound.Envelope;

/// What the sender of a message is told.
///
/// @param envelope of the message that it is about; its sender is not null, because nobody is told
///   of a message that tells something itself (RFC 3461 section 5.2.9, RFC 5321 section 4.5.5)
/// @param recipients those whom [NoticePolicy] wants to be told of; not empty
/// @param original opens the message that it is about, from the start, as often as is asked for
public record Notice(
        Envelope envelope, List<NoticeRecipient> recipients, Supplier<InputStream> original) {
    /// So that no line is too long; a path has 256 octets at most (RFC 5321 section 4.5.3.1.3).
    private static final int LONGEST_SENDER_OCTETS = 900;

    public Notice {
        recipients = List.copyOf(recipients);
        if (envelope.hasNullSender() || recipients.isEmpty()) {
            throw new IllegalArgumentException("a notice to nobody or of nobody");
        }
        if (envelope.sender().getBytes(StandardCharsets.UTF_8).length > LONGEST_SENDER_OCTETS) {
            throw new IllegalArgumentException("too long for an address");
        }
    }
}
