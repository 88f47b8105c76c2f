package org.posthorn.smtp.report;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// A recipient of whom a sender is told.
///
/// @param address that the message went to or should have gone to, without brackets
/// @param host that said what is told; empty where we say it ourselves
/// @param lastAttempt when it was tried last
/// @param attempts how often it was tried
public record NoticeRecipient(
        String address,
        RecipientOptions options,
        Happening what,
        Optional<Host> host,
        Optional<Instant> lastAttempt,
        int attempts) {

    /// Another server.
    ///
    /// @param name in ASCII
    /// @param address as text, where it is known
    public record Host(String name, Optional<String> address) {}

    /// What stands behind the `@`.
    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
