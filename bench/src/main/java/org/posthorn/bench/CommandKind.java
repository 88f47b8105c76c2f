package org.posthorn.bench;

/// The commands of the mixed load.
enum CommandKind {
    /// With its connection, the TLS handshake and the greeting.
    LOGIN("login"),
    LIST("LIST"),
    SELECT("SELECT"),
    FETCH_FLAGS("FETCH flags"),
    FETCH_ENVELOPE("FETCH envelope"),
    FETCH_BODY("FETCH body"),
    STORE("STORE"),
    APPEND("APPEND"),
    EXPUNGE("EXPUNGE"),
    COPY("COPY"),
    NOOP("NOOP"),
    LOGOUT("LOGOUT");

    final String label;

    CommandKind(String label) {
        this.label = label;
    }
}
