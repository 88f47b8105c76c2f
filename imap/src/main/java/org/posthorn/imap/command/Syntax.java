package org.posthorn.imap.command;

/// The character classes of RFC 9051 section 9.
public final class Syntax {
    private static final int CTL_END = 0x20;
    private static final int DEL = 0x7F;

    private Syntax() {}

    /// ```
    /// atom-specials = "(" / ")" / "{" / SP / CTL / list-wildcards / quoted-specials / resp-specials
    /// ATOM-CHAR     = <any CHAR except atom-specials>
    /// ```
    public static boolean isAtomChar(int c) {
        return c > CTL_END && c < DEL && "(){%*\"\\]".indexOf(c) < 0;
    }

    /// ```
    /// ASTRING-CHAR = ATOM-CHAR / resp-specials
    /// ```
    static boolean isAstringChar(int c) {
        return isAtomChar(c) || c == ']';
    }

    /// ```
    /// list-char = ATOM-CHAR / list-wildcards / resp-specials
    /// ```
    static boolean isListChar(int c) {
        return isAstringChar(c) || c == '%' || c == '*';
    }
}
