package org.posthorn.mailbox.store;

import java.util.Locale;
import java.util.Optional;

/// What a mailbox is used for (RFC 6154 section 2, `\Important` RFC 8457).
public enum SpecialUse {
    ALL,
    ARCHIVE,
    DRAFTS,
    FLAGGED,
    IMPORTANT,
    JUNK,
    SENT,
    TRASH;

    /// The attribute as IMAP writes it, such as `\Drafts`.
    public String attribute() {
        return "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    public static Optional<SpecialUse> ofAttribute(String attribute) {
        for (SpecialUse use : values()) {
            if (use.attribute().equalsIgnoreCase(attribute)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}
