package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.net.transcript.Wire;

/// A client that believes what it is told about its mailbox, and checks what can be checked: that a
/// sequence number always stands for the same UID.
final class TestClient implements AutoCloseable {
    private static final Pattern NUMBERED =
            Pattern.compile("\\* ([0-9]+) ([A-Z]+)(?: \\((.*)\\))?");
    private static final Pattern UID = Pattern.compile("\\bUID ([0-9]+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

    /// A message as the client knows it; UID 0 is not known yet.
    static final class Known {
        private long uid;
        private String flags = "?";

        long uid() {
            return uid;
        }

        String flags() {
            return flags;
        }
    }

    private final Wire wire;
    private final List<Known> messages = new ArrayList<>();
    private int lastTag;

    TestClient(ImapTestServer server) throws IOException {
        wire = Wire.open(server.port());
        readLine();
        run("LOGIN " + ImapTestServer.LOGIN + " " + ImapTestServer.PASSWORD);
    }

    List<Known> messages() {
        return messages;
    }

    Wire wire() {
        return wire;
    }

    /// Sends a command and believes what comes back.
    ///
    /// @return the status of the tagged response
    String run(String command) throws IOException {
        lastTag++;
        String tag = "t" + lastTag;
        wire.sendLine(tag + " " + command);
        boolean byNumber = command.matches("(FETCH|STORE|SEARCH) .*");
        while (true) {
            String line = readLine();
            if (line.startsWith(tag + " ")) {
                return line.substring(tag.length() + 1);
            }
            assertThat(byNumber && line.endsWith("EXPUNGE"))
                    .as("%s after %s", line, command)
                    .isFalse();
            believe(line);
        }
    }

    String readLine() throws IOException {
        String line = wire.readLine();
        if (line == null) {
            throw new EOFException("the server hung up");
        }
        return line;
    }

    void believe(String line) {
        Matcher numbered = NUMBERED.matcher(line);
        if (!numbered.matches()) {
            return;
        }
        int number = Integer.parseInt(numbered.group(1));
        switch (numbered.group(2)) {
            case "EXISTS" -> grow(number);
            case "EXPUNGE" -> messages.remove(number - 1);
            case "FETCH" -> learn(number, numbered.group(3));
            default -> {}
        }
    }

    private void grow(int size) {
        assertThat(size).isGreaterThanOrEqualTo(messages.size());
        while (messages.size() < size) {
            messages.add(new Known());
        }
    }

    private void learn(int number, String items) {
        assertThat(number).as(items).isLessThanOrEqualTo(messages.size());
        Known known = messages.get(number - 1);
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long told = Long.parseLong(uid.group(1));
            assertThat(known.uid == 0 || known.uid == told)
                    .as("message %d is UID %d, was told %d", number, known.uid, told)
                    .isTrue();
            known.uid = told;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            known.flags = flags.group(1).replace("\\Recent", "").strip().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
