package org.posthorn.smtp.relay;

import org.jspecify.annotations.Nullable;

/// A recipient on the way to its outcome. The first outcome stands.
final class Addressee {
    private final Transfer.To recipient;
    private @Nullable RecipientOutcome outcome;

    Addressee(Transfer.To recipient) {
        this.recipient = recipient;
    }

    Transfer.To recipient() {
        return recipient;
    }

    boolean isDecided() {
        return outcome != null;
    }

    void decide(RecipientOutcome decided) {
        if (outcome == null) {
            outcome = decided;
        }
    }

    /// @throws IllegalStateException while nothing is decided
    RecipientOutcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("nobody has decided on a recipient");
        }
        return outcome;
    }
}
