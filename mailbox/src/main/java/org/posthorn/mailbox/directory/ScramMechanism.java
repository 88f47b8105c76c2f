package org.posthorn.mailbox.directory;

/// The names by which SCRAM is asked for (RFC 7677 section 2).
public enum ScramMechanism {
    /// Bound to nothing.
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /// Bound to the TLS session.
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS");

    private final String text;

    ScramMechanism(String text) {
        this.text = text;
    }

    /// As clients say it.
    @Override
    public String toString() {
        return text;
    }
}
