package org.posthorn.smtp.receive;

/// How a client calls itself: a domain or an address literal (RFC 5321 section 4.1.3).
///
/// Underscores are let through, because Windows puts them into host names.
record ClientName(String value) {
    private static final int MAX_OCTETS = 255;

    ClientName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not the name of a client");
        }
    }

    static ClientName parse(String text) throws CommandException {
        if (!isValid(text)) {
            throw new CommandException(Reply.BAD_CLIENT_NAME);
        }
        return new ClientName(text);
    }

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_OCTETS) {
            return false;
        }
        boolean literal = text.startsWith("[") && text.endsWith("]");
        String inside = literal ? text.substring(1, text.length() - 1) : text;
        return !inside.isEmpty()
                && inside.chars().allMatch(c -> isNameCharacter(c) || (literal && c == ':'));
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_';
    }

    @Override
    public String toString() {
        return value;
    }
}
