package org.posthorn.imap;

/// How far a session has come (RFC 9051 section 3). Each state holds exactly what it may use.
sealed interface SessionState permits NotAuthenticated, Authenticated, Selected, LoggedOut {}
