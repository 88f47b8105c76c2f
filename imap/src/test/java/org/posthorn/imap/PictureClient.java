package org.posthorn.imap;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.net.transcript.Wire;

/// A client that keeps the flags of its messages by what it is told, and by what it changes itself
/// with `.SILENT` (RFC 9051 section 6.4.6): as soon as it has asked for it, or when it is done.
///
/// UIDs are message numbers here: nothing is ever expunged.
final class PictureClient implements AutoCloseable {
    private static final Pattern FETCH =
            Pattern.compile("\\* ([0-9]+) FETCH \\(.*?\\bFLAGS \\(([^)]*)\\).*");
    private static final Pattern SILENT =
            Pattern.compile("(?:UID )?STORE (\\S+) ([+-]?)FLAGS\\.SILENT \\(([^)]*)\\)");

    private final Wire wire;
    private final boolean appliesAtOnce;
    private final Map<Integer, Set<String>> picture = new HashMap<>();
    private int lastTag;

    PictureClient(ImapTestServer server, boolean appliesAtOnce) throws IOException {
        this.appliesAtOnce = appliesAtOnce;
        wire = Wire.open(server.port());
        wire.readLine();
        run("LOGIN " + ImapTestServer.LOGIN + " " + ImapTestServer.PASSWORD);
    }

    boolean appliesAtOnce() {
        return appliesAtOnce;
    }

    Set<String> flags(int number) {
        return picture.getOrDefault(number, Set.of());
    }

    static Set<String> set(String flags) {
        var set = new TreeSet<String>();
        for (String flag : flags.split(" ", -1)) {
            if (!flag.isEmpty() && !flag.equalsIgnoreCase("\\Recent")) {
                set.add(flag.toLowerCase(Locale.ROOT));
            }
        }
        return set;
    }

    /// Sends a command and believes what comes back.
    void run(String command) throws IOException {
        lastTag++;
        String tag = "t" + lastTag;
        wire.sendLine(tag + " " + command);
        if (appliesAtOnce) {
            apply(command);
        }
        while (true) {
            String line = wire.readLine();
            if (line == null) {
                throw new EOFException("the server hung up");
            }
            if (line.startsWith(tag + " ")) {
                if (!line.startsWith(tag + " OK")) {
                    throw new IOException(line);
                }
                break;
            }
            Matcher told = FETCH.matcher(line);
            if (told.matches()) {
                picture.put(Integer.valueOf(told.group(1)), set(told.group(2)));
            }
        }
        if (!appliesAtOnce) {
            apply(command);
        }
    }

    private void apply(String command) {
        Matcher silent = SILENT.matcher(command);
        if (!silent.matches()) {
            return;
        }
        Set<String> changed = set(silent.group(3));
        for (Map.Entry<Integer, Set<String>> message : picture.entrySet()) {
            String number = String.valueOf(message.getKey());
            if (silent.group(1).equals("1:*") || silent.group(1).equals(number)) {
                message.setValue(applied(message.getValue(), silent.group(2), changed));
            }
        }
    }

    private static Set<String> applied(Set<String> before, String sign, Set<String> changed) {
        var after = new TreeSet<>(sign.isEmpty() ? Set.<String>of() : before);
        if (sign.equals("-")) {
            after.removeAll(changed);
        } else {
            after.addAll(changed);
        }
        return after;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
