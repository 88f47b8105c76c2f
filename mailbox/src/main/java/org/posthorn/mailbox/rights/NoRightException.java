package org.posthorn.mailbox.rights;

/// Something was refused, and nothing was changed, because the viewer has not the right to it. The
/// message says to people which right that is.
public final class NoRightException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoRightException(Rights.Right right) {
        super("you have not the right '%s' on this mailbox".formatted(right.letter()));
    }
}
