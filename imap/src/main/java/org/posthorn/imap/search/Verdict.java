package org.posthorn.imap.search;

/// Whether a message fulfils a condition, as far as is known of the message.
enum Verdict {
    YES,
    NO,
    /// More of the message must be read.
    UNKNOWN;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }

    Verdict negated() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
