package org.posthorn.mailbox.outbound;

import java.util.Optional;

/// What a client asked for with MAIL.
///
/// @param body declared with `BODY`
/// @param utf8 whether addresses or header may be UTF-8 (`SMTPUTF8`, RFC 6531)
/// @param requireTls never without TLS whose certificate was verified (`REQUIRETLS`, RFC 8689)
/// @param returned `RET` (RFC 3461 section 4.3)
/// @param envelopeId `ENVID`, in its xtext form (RFC 3461 section 4.4)
public record MessageOptions(
        BodyType body,
        boolean utf8,
        boolean requireTls,
        Optional<ReturnedPart> returned,
        Optional<String> envelopeId) {

    /// Nothing was asked for; the octets may be any but binary ones.
    public static final MessageOptions NONE =
            new MessageOptions(
                    BodyType.EIGHT_BIT, false, false, Optional.empty(), Optional.empty());
}
