package org.posthorn.smtp.relay;

/// When a connection must be encrypted.
public enum TlsRule {
    /// Never try.
    NEVER,
    /// Where the server offers it; any certificate will do, and a failed handshake leads to a
    /// second connection in the clear (RFC 3207 section 4.1, RFC 7435).
    OPPORTUNISTIC,
    /// Always; any certificate will do.
    REQUIRED,
    /// Always, with a certificate that is valid for the host's name.
    VERIFIED
}
