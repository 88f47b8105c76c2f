package org.posthorn.mailbox.mime;

/// All that is computed of a message once, when it arrives.
///
/// @param preview plain text of at most 200 characters, blanks collapsed; empty when there is none
///   (RFC 8970)
public record ParsedMessage(Envelope envelope, BodyPart root, String preview) {

    /// The same for a message that has `octets` more octets of header lines on top.
    public ParsedMessage withHeaderOnTop(int octets) {
        return octets == 0
                ? this
                : new ParsedMessage(envelope, root.withHeaderOnTop(octets), preview);
    }
}
