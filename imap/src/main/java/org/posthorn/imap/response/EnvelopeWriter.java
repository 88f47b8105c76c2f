package org.posthorn.imap.response;

import java.io.IOException;
import java.util.List;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.mime.Envelope.Address;

/// Writes the envelope structure (RFC 9051 section 7.5.2).
///
/// ```
/// envelope = "(" env-date SP env-subject SP env-from SP env-sender SP env-reply-to SP env-to SP env-cc SP
///            env-bcc SP env-in-reply-to SP env-message-id ")"
/// ```
final class EnvelopeWriter {
    private EnvelopeWriter() {}

    static void write(ResponseOutput out, Envelope envelope) throws IOException {
        out.octet('(').nstring(envelope.date()).space().nstring(envelope.subject()).space();
        addresses(out, envelope.from());
        addresses(out, envelope.sender());
        addresses(out, envelope.replyTo());
        addresses(out, envelope.to());
        addresses(out, envelope.cc());
        addresses(out, envelope.bcc());
        out.nstring(envelope.inReplyTo()).space().nstring(envelope.messageId()).octet(')');
    }

    /// ```
    /// env-to  = "(" 1*address ")" / nil
    /// address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"
    /// ```
    private static void addresses(ResponseOutput out, List<Address> addresses) throws IOException {
        if (addresses.isEmpty()) {
            out.nil().space();
            return;
        }
        out.octet('(');
        for (Address address : addresses) {
            out.octet('(').nstring(address.name()).space().nstring(address.route()).space();
            out.nstring(address.mailbox()).space().nstring(address.host()).octet(')');
        }
        out.octet(')').space();
    }
}
