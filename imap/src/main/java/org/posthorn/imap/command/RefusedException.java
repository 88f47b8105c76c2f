package org.posthorn.imap.command;

/// Ends the parsing of a command; never leaves this package.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /// Without a stack trace: the client's mistake says nothing about our code.
    RefusedException(Refusal refusal) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
    }

    RefusedException(Refusal.Reason reason, String text) {
        this(new Refusal(reason, text));
    }

    /// What does not fit the grammar.
    static RefusedException bad(String text) {
        return new RefusedException(Refusal.Reason.SYNTAX, text);
    }

    Refusal refusal() {
        return refusal;
    }
}
