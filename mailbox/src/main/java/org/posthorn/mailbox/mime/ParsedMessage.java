package org.posthorn.mailbox.mime;

import org.jspecify.annotations.Nullable;

/// All that is computed of a message once, when it arrives.
///
/// @param preview plain text of at most 200 characters, blanks collapsed; empty when there is none
///   (RFC 8970)
/// @param threadRoot the message-id, without angle brackets, of the message that began the
///   conversation as far as this one tells: the first of References, else that of In-Reply-To, else
///   its own; null when it has none; text as in [Envelope], at most 1000 octets
public record ParsedMessage(
        Envelope envelope,
        BodyPart root,
        String preview,
        @Nullable String threadRoot,
        SortKeys sortKeys) {

    /// The same for a message that has `octets` more octets of header lines on top.
    public ParsedMessage withHeaderOnTop(int octets) {
        return octets == 0
                ? this
                : new ParsedMessage(
                        envelope, root.withHeaderOnTop(octets), preview, threadRoot, sortKeys);
    }
}
