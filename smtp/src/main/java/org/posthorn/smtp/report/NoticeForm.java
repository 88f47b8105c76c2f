package org.posthorn.smtp.report;

import java.util.Optional;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.MessageOptions;

/// What a notice needs on its way.
///
/// @param body seven bits, or eight where a message that has them is returned
/// @param utf8 whether its sender's address, which its header names, is UTF-8 (RFC 6531)
/// @param requireTls whether the message was to go by TLS alone, so that the notice must, too (RFC
///   8689 section 5)
public record NoticeForm(BodyType body, boolean utf8, boolean requireTls) {
    /// As the queue wants it. Nobody is told of a notice.
    public MessageOptions options() {
        return new MessageOptions(body, utf8, requireTls, Optional.empty(), Optional.empty());
    }
}
