package org.posthorn.smtp.relay;

/// What another server said, or what we say in its place where it said nothing.
///
/// @param code three digits (RFC 5321 section 4.2)
/// @param status the enhanced code, `c.s.d` (RFC 3463); made from the code where the server gave
///   none
/// @param text its words, without codes and line ends, lines joined by a space; printable ASCII or
///   UTF-8, at most 500 characters
public record RemoteReply(int code, String status, String text) {
    public boolean isPositive() {
        return code >= 200 && code < 400;
    }

    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /// As people and reports read it.
    @Override
    public String toString() {
        return (code + " " + status + " " + text).strip();
    }
}
