package org.posthorn.mailbox.directory;

/// A password as a client or administrator typed it. Never printed, never stored.
public final class Password {
    private final String text;

    public Password(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "Password[...]";
    }
}
