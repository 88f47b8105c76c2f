package org.posthorn.smtp.relay;

import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// A message for recipients at one destination.
///
/// @param recipients never empty; outcomes are told in this order
/// @param octets opens the message, as often as is asked for; its lines end in CRLF
public record Transfer(Envelope envelope, List<To> recipients, Supplier<InputStream> octets) {
    public Transfer {
        recipients = List.copyOf(recipients);
    }

    /// A recipient.
    ///
    /// @param address without brackets
    public record To(String address, RecipientOptions options) {}
}
