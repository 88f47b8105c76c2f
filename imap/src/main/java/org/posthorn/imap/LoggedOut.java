package org.posthorn.imap;

/// The connection closes after the reply that is due (RFC 9051 section 3.4).
record LoggedOut() implements SessionState {}
