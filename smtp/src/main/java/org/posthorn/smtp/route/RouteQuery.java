package org.posthorn.smtp.route;

import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.EmailAddress;

/// A recipient of a message, and what is known of who sends it.
///
/// @param sender the reverse path without its brackets; empty for the null path
/// @param account who has logged in
/// @param trusted whether the client is in a network that may send to anybody
public record RouteQuery(
        String sender, Optional<Account> account, boolean trusted, Recipient recipient) {

    /// Whom a client named with RCPT.
    public sealed interface Recipient {
        /// An address with a domain.
        ///
        /// @param written as the client wrote it, without brackets: another server may care for the
        ///   case of what precedes the `@`
        record Address(EmailAddress address, String written) implements Recipient {
            @Override
            public String toString() {
                return address.toString();
            }
        }

        /// An address at an address literal, which is never one of ours.
        ///
        /// @param text without the brackets of the path
        record Literal(String text) implements Recipient {
            @Override
            public String toString() {
                return text;
            }
        }

        /// `<Postmaster>` without a domain (RFC 5321 section 4.1.1.3).
        record Postmaster() implements Recipient {
            @Override
            public String toString() {
                return "postmaster";
            }
        }
    }

    /// Whether recipients elsewhere may be named.
    public boolean mayRelay() {
        return trusted || account.isPresent();
    }
}
