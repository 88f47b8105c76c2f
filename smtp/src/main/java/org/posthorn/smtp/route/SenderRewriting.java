package org.posthorn.smtp.route;

import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;

/// Return paths of mail that is forwarded: addresses of ours that lead back to the sender.
public interface SenderRewriting {
    /// Leaves senders as they are.
    SenderRewriting NONE =
            new SenderRewriting() {
                @Override
                public String forward(String sender, DomainName ours) {
                    return sender;
                }

                @Override
                public Optional<String> reverse(String address) {
                    return Optional.empty();
                }
            };

    /// An address of a domain of ours, for a sender that is not the null path.
    String forward(String sender, DomainName ours);

    /// The sender that an address of ours was made for; empty if it was made for none, or too long
    /// ago.
    Optional<String> reverse(String address);
}
