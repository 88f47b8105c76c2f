package org.posthorn.mailbox.mime;

/// A cursor over an unfolded field value with what RFC 5322 and RFC 2045 have in common: comments,
/// quoted strings, atoms. It takes any text: what is not closed ends with the text.
final class HeaderText {
    private final String text;
    private int at;
    private String comment = "";

    HeaderText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The character under the cursor, or `\0`, which no field value has, at the end.
    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    void skipAny() {
        at++;
    }

    int position() {
        return at;
    }

    void returnTo(int position) {
        at = position;
    }

    /// The innermost text of the last comment that was passed over and not empty, since
    /// [#forgetComment()].
    String comment() {
        return comment;
    }

    void forgetComment() {
        comment = "";
    }

    /// ```
    /// CFWS = (1*([FWS] comment) [FWS]) / FWS
    /// ```
    ///
    /// RFC 5322 section 3.2.2.
    void skipBlanksAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                String inner = readComment();
                comment = inner.isEmpty() ? comment : inner;
            } else if (c <= ' ') {
                at++;
            } else {
                return;
            }
        }
    }

    private String readComment() {
        var inner = new StringBuilder();
        int depth = 1;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                inner.append(text.charAt(at++));
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                break;
            }
            inner.append(c);
        }
        return inner.toString().strip();
    }

    /// A quoted string's content, without its backslashes; the cursor stands on the opening quote.
    String readQuoted() {
        at++;
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        var content = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                break;
            }
            content.append(c == '\\' && at < text.length() ? text.charAt(at++) : c);
        }
        return content.toString();
    }

    /// All up to a blank or one of `stops`; may be empty.
    String readUntil(String stops) {
        int start = at;
        while (at < text.length() && text.charAt(at) > ' ' && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /// All up to one of `stops`, blanks included.
    String readLineUntil(String stops) {
        int start = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }
}
