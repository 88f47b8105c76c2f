package org.posthorn.smtp.drop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;

/// Which mail of this machine's own programs is taken.
///
/// @param folder where they leave it; empty to take none
/// @param senders who may send as whom, and to other servers; others send to recipients here
/// @param domain of addresses without one, if it is not that of all accounts
public record DropSettings(
        Optional<Path> folder, List<DropSender> senders, Optional<DomainName> domain) {

    /// Nothing is taken.
    public static final DropSettings OFF =
            new DropSettings(Optional.empty(), List.of(), Optional.empty());

    public DropSettings {
        senders = List.copyOf(senders);
    }
}
