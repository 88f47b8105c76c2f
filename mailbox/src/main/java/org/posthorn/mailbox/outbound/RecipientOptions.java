package org.posthorn.mailbox.outbound;

import java.util.Optional;
import java.util.Set;

/// What a client asked for with RCPT (RFC 3461 sections 4.1 and 4.2).
///
/// @param wishes of what the sender wants to hear; empty sets stand for `NEVER`, and nothing for no
///   wish, which is to hear of failures and delays
/// @param originalRecipient `ORCPT` as it was said, `rfc822;` and xtext
public record RecipientOptions(Optional<Set<NotifyOn>> wishes, Optional<String> originalRecipient) {

    public static final RecipientOptions NONE =
            new RecipientOptions(Optional.empty(), Optional.empty());

    public RecipientOptions {
        wishes = wishes.map(Set::copyOf);
    }

    /// Whether the sender wants to hear of this.
    public boolean wants(NotifyOn event) {
        return wishes.map(these -> these.contains(event)).orElse(event != NotifyOn.SUCCESS);
    }
}
