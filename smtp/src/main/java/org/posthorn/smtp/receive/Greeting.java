package org.posthorn.smtp.receive;

/// What the client said first.
///
/// @param extended by EHLO or LHLO, not HELO
/// @param secure whether TLS was active; a greeting from before TLS no longer counts (RFC 3207
///   section 4.2)
record Greeting(ClientName client, boolean extended, boolean secure) {}
