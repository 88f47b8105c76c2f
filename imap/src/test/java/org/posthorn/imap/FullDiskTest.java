package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.net.Listener;
import org.posthorn.net.transcript.Wire;

/// A full disk: what would write is refused, reading goes on, and the log is not flooded.
final class FullDiskTest {
    private static final int TRIES = 90;

    private static Object refuseChanges(
            Mailbox real, String method, Object[] arguments, Callable<Object> proceed)
            throws Exception {
        return switch (method) {
            case "append", "changeFlags", "copyTo", "moveTo" ->
                    throw new StoreFullException("the disk is full: a test fills it");
            default -> proceed.call();
        };
    }

    @Test
    void changesAreRefused_andReadingGoesOn() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 2 messages"));
                Listener listener =
                        server.listenOver(
                                TamperedStore.of(
                                        server.storage().store(), FullDiskTest::refuseChanges));
                Wire wire = Wire.open(listener.port())) {
            server.prepare(wire);
            wire.sendLine("a STORE 1 +FLAGS (\\Seen)");
            wire.readUntil("a ", "a NO [UNAVAILABLE] The disk is full");
            wire.sendLine("b APPEND INBOX {2+}");
            wire.sendLine("hi");
            wire.readUntil("b ", "b NO [UNAVAILABLE] The disk is full");
            wire.sendLine("c FETCH 1 BODY[TEXT]");
            wire.readUntil("* ", "* 1 FETCH (BODY[TEXT] {");
            wire.readUntil("c ", "c OK ");
            wire.sendLine("d SELECT INBOX");
            wire.readUntil("d ", "d OK ");
        }
    }

    @Test
    void manyRefusals_areOneLineEach_withoutATraceEach() throws Exception {
        try (var lines = new LogLines(Logger.getLogger("org.posthorn.imap"));
                var server = new ImapTestServer(List.of("INBOX with 1 message"));
                Listener listener =
                        server.listenOver(
                                TamperedStore.of(
                                        server.storage().store(), FullDiskTest::refuseChanges));
                Wire wire = Wire.open(listener.port())) {
            server.prepare(wire);
            for (int i = 0; i < TRIES; i++) {
                wire.sendLine("a APPEND INBOX {2+}");
                wire.sendLine("hi");
                wire.readUntil("a ", "a NO [UNAVAILABLE] ");
            }
            assertThat(lines.matching("IMAP Append: the store failed.*"))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(lines.matching("message refused .*")).hasSize(TRIES);
        }
    }

    @Test
    void messageIn_isOneLine_thatSaysWhoAndWhere() throws Exception {
        try (var lines = new LogLines(Logger.getLogger("org.posthorn.imap"));
                var server = new ImapTestServer(List.of("INBOX with 1 message"));
                Wire wire = Wire.open(server.port())) {
            server.prepare(wire);
            wire.sendLine("i ID (\"name\" \"Some \\\"client\\\"\" \"version\" \"1\")");
            wire.readUntil("i ", "i OK");
            wire.sendLine("a APPEND INBOX {2+}");
            wire.sendLine("hi");
            wire.readUntil("a ", "a OK");
            wire.sendLine("b APPEND INBOX {99999999999}");
            wire.readUntil("b ", "b NO [TOOBIG]");
            wire.sendLine("c LOGOUT");
            wire.readUntil("c ", "c OK");
            String who = " session=\\w+ protocol=imap address=127\\.0\\.0\\.1 tls=none";
            String account = " account=" + Pattern.quote(ImapTestServer.LOGIN);
            assertThat(
                            lines.matching(
                                    "message appended"
                                            + who
                                            + account
                                            + " mailbox=INBOX size=2 uidvalidity=\\d+ uid=2"))
                    .hasSize(1);
            assertThat(
                            lines.matching(
                                    "message refused"
                                            + who
                                            + account
                                            + " mailbox=INBOX size=99999999999"
                                            + " reason=\"The message is too large\""))
                    .hasSize(1);
            lines.await(
                    "session ended"
                            + who
                            + account
                            + " client=\"Some \\\\\"client\\\\\" 1\""
                            + " commands=6 refusals=1 messages=1 seconds=\\d+");
        }
    }
}
