package org.posthorn.smtp.receive;

import org.posthorn.mailbox.directory.EmailAddress;

/// Where a message is to go (RFC 5321 section 4.1.1.3).
sealed interface ForwardPath {

    /// `<Postmaster>`, whoever that is here.
    record Postmaster() implements ForwardPath {}

    /// An address.
    ///
    /// @param written as the client wrote it: another server may care for the case of what precedes
    ///   the `@` (RFC 5321 section 2.4)
    record Address(EmailAddress address, String written) implements ForwardPath {}

    /// An address whose domain is an address literal, which is never one of ours.
    record Literal(String text) implements ForwardPath {}
}
