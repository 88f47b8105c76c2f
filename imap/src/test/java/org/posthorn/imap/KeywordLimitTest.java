package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.net.transcript.Wire;

/// A mailbox has room for so many keywords, by whichever command they come.
final class KeywordLimitTest {
    private static final int MOST = 500;
    private static final int AT_ONCE = 100;

    @Test
    void keywordTooMany_isRefusedByEveryCommand_andTheSessionGoesOn() throws Exception {
        try (var server =
                        new ImapTestServer(
                                List.of("INBOX with 2 messages", "Full with 1 message"));
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            fill(wire);
            send(wire, "a STORE 1 +FLAGS.SILENT (OneMore)", "a NO [LIMIT] ");
            send(wire, "b STORE 1 +FLAGS (OneMore)", "b NO [LIMIT] ");
            send(wire, "c UID STORE 1 FLAGS.SILENT (OneMore)", "c NO [LIMIT] ");
            wire.sendLine("d APPEND Full (OneMore) {2+}");
            send(wire, "hi", "d NO [LIMIT] ");
            send(wire, "e SELECT INBOX", "e OK ");
            send(wire, "f STORE 1 +FLAGS.SILENT (OneMore)", "f OK ");
            send(wire, "g COPY 1 Full", "g NO [LIMIT] ");
            send(wire, "h MOVE 1 Full", "h NO [LIMIT] ");
            send(wire, "i COPY 2 Full", "i OK ");
            wire.sendLine("j APPEND Full (k1 k2) {2+}");
            send(wire, "hi", "j OK ");
        }
    }

    private static void fill(Wire wire) throws IOException {
        send(wire, "s SELECT Full", "s OK ");
        for (int from = 0; from < MOST; from += AT_ONCE) {
            String keywords =
                    IntStream.range(from, from + AT_ONCE)
                            .mapToObj(number -> "k" + number)
                            .collect(Collectors.joining(" "));
            send(wire, "k STORE 1 +FLAGS.SILENT (" + keywords + ")", "k OK ");
        }
    }

    private static void send(Wire wire, String line, String answer) throws IOException {
        wire.sendLine(line);
        wire.readUntil(answer.substring(0, 2), answer);
    }
}
