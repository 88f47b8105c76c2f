package org.posthorn.smtp.receive;

import org.posthorn.mailbox.directory.EmailAddress;

/// Where a message is to go (RFC 5321 section 4.1.1.3).
sealed interface ForwardPath {

    /// `<Postmaster>`, whoever that is here.
    record Postmaster() implements ForwardPath {}

    record Address(EmailAddress address) implements ForwardPath {}

    /// An address whose domain is an address literal, which is never one of ours.
    record Literal(String text) implements ForwardPath {}
}
