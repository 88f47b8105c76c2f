package org.posthorn.imap.response;

/// The outcome of a command, or the state of the server (RFC 9051 section 7.1).
public enum Status {
    OK,
    NO,
    BAD,
    /// Untagged only, as a greeting.
    PREAUTH,
    /// Untagged only; the connection closes after it.
    BYE
}
