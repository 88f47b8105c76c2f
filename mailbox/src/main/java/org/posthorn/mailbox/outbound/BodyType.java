package org.posthorn.mailbox.outbound;

/// What octets a message has, as its client declared (RFC 6152, RFC 3030).
public enum BodyType {
    SEVEN_BIT("7BIT"),
    EIGHT_BIT("8BITMIME"),
    BINARY("BINARYMIME");

    private final String keyword;

    BodyType(String keyword) {
        this.keyword = keyword;
    }

    /// As in `BODY=`.
    public String keyword() {
        return keyword;
    }
}
