package org.posthorn.imap;

import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Received;
import org.posthorn.imap.command.Tag;
import org.posthorn.net.Connection;
import org.posthorn.net.ShownLine;

/// Logs a conversation line by line, as a transcript shows it: without passwords, and of literals
/// only how long they are.
///
/// A command is shown when all of it has been understood: a client that is confused says its
/// password in the oddest places. One whose literal has to be asked for is not understood yet, and
/// neither is what is refused; then its tag may be a secret too, and is not shown in the reply
/// either.
final class Trace {
    private static final System.Logger LOG = System.getLogger("org.posthorn.imap.trace");

    /// Who has not logged in is sent away long before.
    private static final int MAX_HIDDEN_TAGS = 1000;

    private final String connection;
    private final boolean enabled = LOG.isLoggable(Level.TRACE);

    /// Lines of the command that is being read.
    private final List<String> heard = new ArrayList<>();

    private boolean readsCommand;

    /// Of refused commands, whose replies may be written later.
    private final Set<String> hiddenTags = new HashSet<>();

    Trace(Connection connection) {
        this.connection = connection.id();
    }

    /// The stream, its lines logged on their way.
    OutputStream said(OutputStream out) {
        return enabled ? new TracedOutput(out, this::logAnswer) : out;
    }

    /// What follows is a command, up to [#read].
    void nextCommand() {
        readsCommand = true;
        heard.clear();
    }

    void heard(byte[] line) {
        if (!enabled) {
            return;
        }
        var text = new String(line, StandardCharsets.ISO_8859_1);
        if (readsCommand) {
            heard.add(text);
        } else {
            log("C: ", text.equalsIgnoreCase("DONE") ? text : "(secret)");
        }
    }

    /// The client is asked for a literal, before its command is understood.
    void asks() {
        heard.forEach(line -> log("C: ", ShownLine.hidden("", line)));
        heard.clear();
    }

    void read(Received command) {
        readsCommand = false;
        if (!enabled) {
            return;
        }
        switch (command) {
            case Received.Refused(var tag, _) -> {
                hide(tag);
                asks();
            }
            case Received.Valid(var tag, Command.Login _) -> log("C: ", tag + " LOGIN (secret)");
            case Received.Valid(var tag, Command.Authenticate _) ->
                    log("C: ", tag + " AUTHENTICATE (secret)");
            case Received.Valid _ -> heard.forEach(line -> log("C: ", line));
        }
    }

    private void hide(@Nullable Tag tag) {
        if (tag != null && hiddenTags.size() < MAX_HIDDEN_TAGS) {
            hiddenTags.add(tag.value());
        }
    }

    private void logAnswer(String line) {
        int space = Math.max(0, line.indexOf(' '));
        boolean hidden = hiddenTags.contains(line.substring(0, space));
        log("S: ", hidden ? "(tag)" + line.substring(space) : line);
    }

    private void log(String speaker, String line) {
        LOG.log(Level.TRACE, () -> connection + " " + speaker + line);
    }
}
