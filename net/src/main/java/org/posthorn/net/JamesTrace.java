package org.posthorn.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/// Logs a conversation as a transcript at level TRACE, without its secrets, so that an excerpt
/// becomes a test.
///
/// Nothing is written of what a handler reads or says by itself, such as a message or the steps of
/// a login.
final class JamesTrace {
    private static final Logger LOG = System.getLogger(JamesTrace.class.getName());

    private final Connection connection;
    private final ShownLine shown;

    JamesTrace(Connection connection, ShownLine shown) {
        this.connection = connection;
        this.shown = shown;
    }

    /// Logs a line of the client's.
    ///
    /// @param answer whether it answers a question of ours, and may so be a secret itself
    void client(byte[] line, boolean answer) {
        if (LOG.isLoggable(Level.TRACE)) {
            log("C: " + (answer ? "***" : shown.of(text(line))));
        }
    }

    void server(byte[] lines) {
        if (LOG.isLoggable(Level.TRACE)) {
            text(lines).lines().forEach(line -> log("S: " + line));
        }
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private void log(String line) {
        LOG.log(Level.TRACE, () -> connection.listenerName() + " " + connection.id() + " " + line);
    }
}
