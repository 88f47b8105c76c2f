package org.posthorn.mailbox.store;

/// What STORE does to the flags of a message (RFC 9051 section 6.4.6).
public record FlagChange(Kind kind, Flags flags) {
    public enum Kind {
        REPLACE,
        ADD,
        REMOVE
    }

    public Flags applyTo(Flags before) {
        return switch (kind) {
            case REPLACE -> flags;
            case ADD -> before.plus(flags);
            case REMOVE -> before.minus(flags);
        };
    }
}
