package org.posthorn.mailbox.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The envelope structure of a message (RFC 9051 section 7.5.2).
///
/// Text is raw header text, unfolded, encoded-words left as they are; each `char` is one octet
/// (ISO-8859-1), so nothing is lost of what a sender wrote; it has neither NUL, CR nor LF. Absent
/// fields are null, absent address lists empty. `sender` and `replyTo` are already filled from
/// `from` where a message has none.
public record Envelope(
        @Nullable String date,
        @Nullable String subject,
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        @Nullable String inReplyTo,
        @Nullable String messageId) {
    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /// The message-id in the form of [SortKeys#references()]; null when there is no valid one.
    public @Nullable String normalMessageId() {
        return MessageIds.first(messageId);
    }

    /// One address, or the start (`mailbox` is the group's name, `host` null) or end (both null) of
    /// a group.
    public record Address(
            @Nullable String name,
            @Nullable String route,
            @Nullable String mailbox,
            @Nullable String host) {}
}
