package org.posthorn.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Logs a conversation as a transcript at level TRACE, without its secrets, so that an excerpt
/// becomes a test.
///
/// Nothing is written of what a handler reads or says by itself, such as a message or the steps of
/// a login.
final class JamesTrace {
    private static final Logger LOG = System.getLogger(JamesTrace.class.getName());

    /// A verb behind which a secret stands: `PASS` whole, `AUTH` behind its mechanism.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(PASS|APOP|AUTH +[^ ]+) .*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection connection;

    JamesTrace(Connection connection) {
        this.connection = connection;
    }

    /// Logs a line of the client's.
    ///
    /// @param answer whether it answers a question of ours, and may so be a secret itself
    void client(byte[] line, boolean answer) {
        if (LOG.isLoggable(Level.TRACE)) {
            log("C: " + (answer ? "***" : masked(text(line))));
        }
    }

    static String masked(String line) {
        Matcher secret = SECRET.matcher(line);
        return secret.matches() ? secret.group(1) + " ***" : line;
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
