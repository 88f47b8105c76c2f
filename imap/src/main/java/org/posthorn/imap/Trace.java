package org.posthorn.imap;

import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.posthorn.net.Connection;

/// Logs a conversation line by line, as a transcript shows it: without passwords, and of literals
/// only how long they are.
final class Trace {
    private static final System.Logger LOG = System.getLogger("org.posthorn.imap.trace");

    private final String connection;
    private final boolean enabled = LOG.isLoggable(Level.TRACE);
    private boolean continued;
    private boolean secret;

    Trace(Connection connection) {
        this.connection = connection.id();
    }

    /// The stream, its lines logged on their way.
    OutputStream said(OutputStream out) {
        return enabled ? new TracedOutput(out, line -> log("S: ", line)) : out;
    }

    /// What follows is the first line of a command, and not a secret.
    void nextCommand() {
        continued = false;
        secret = false;
    }

    void heard(byte[] line) {
        if (!enabled) {
            return;
        }
        var text = new String(line, StandardCharsets.ISO_8859_1);
        log("C: ", secret ? "(secret)" : masked(text));
        continued = true;
    }

    /// What follows LOGIN, and the answers of AUTHENTICATE, are not for the log.
    private String masked(String line) {
        String[] words = line.split(" ", 3);
        String name = words.length > 1 && !continued ? words[1].toUpperCase(Locale.ROOT) : "";
        secret = name.equals("LOGIN") || name.equals("AUTHENTICATE");
        return secret ? words[0] + " " + name + " (secret)" : line;
    }

    private void log(String speaker, String line) {
        LOG.log(Level.TRACE, () -> connection + " " + speaker + line);
    }
}
