package org.posthorn.net;

import javax.net.ssl.SSLContext;

/// Whether and when a listener's connections are encrypted.
///
/// A context's key manager chooses the certificate at each handshake, so a renewed one needs no new
/// listener.
public sealed interface Tls {

    /// Never.
    record None() implements Tls {}

    /// When the client asks for it (STARTTLS, STLS).
    record Upgrade(SSLContext context) implements Tls {}

    /// From the first octet.
    record Implicit(SSLContext context) implements Tls {}
}
