package org.posthorn.mailbox.login;

/// What a client speaks when it logs in.
public enum LoginProtocol {
    SMTP,
    IMAP,
    POP3;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /// As in the log and in figures.
    @Override
    public String toString() {
        return text;
    }
}
