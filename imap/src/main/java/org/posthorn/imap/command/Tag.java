package org.posthorn.imap.command;

/// The name that a client gave a command, and by which its outcome is reported (RFC 9051 section
/// 2.2.1).
public record Tag(String value) {
    public Tag {
        if (value.isEmpty() || !value.chars().allMatch(Tag::isTagChar)) {
            throw new IllegalArgumentException("not a tag");
        }
    }

    /// ```
    /// tag = 1*<any ASTRING-CHAR except "+">
    /// ```
    static boolean isTagChar(int c) {
        return c != '+' && Syntax.isAstringChar(c);
    }

    @Override
    public String toString() {
        return value;
    }
}
