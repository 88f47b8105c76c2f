package org.posthorn.smtp.route;

import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RelayName;

/// Asks a relay whether it would take mail for an address.
@FunctionalInterface
public interface RecipientProbe {
    /// Nobody can be asked, so everything is taken.
    RecipientProbe TAKES_ALL = (_, _) -> Answer.KNOWN;

    /// What a relay says of an address.
    enum Answer {
        KNOWN,
        UNKNOWN,
        /// It could not be asked, or would not say.
        UNSURE
    }

    /// Asks; blocks for some seconds at most.
    Answer ask(RelayName relay, EmailAddress recipient);
}
