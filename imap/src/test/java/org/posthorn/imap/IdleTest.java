package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.net.transcript.Wire;

final class IdleTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void delivery_whileManyIdle_isToldToAllWithinASecond() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 1 message"))) {
            var clients = new ArrayList<Wire>();
            for (int i = 0; i < 20; i++) {
                clients.add(idling(server));
            }
            long start = System.nanoTime();
            server.deliver();
            for (Wire client : clients) {
                client.readUntil("* 2 EXISTS", "* 2 EXISTS");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    @Test
    void idlingClientThatDoesNotRead_holdsNobodyUp() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 500 messages"));
                Wire deaf = idling(server);
                Mailbox mailbox = server.mailboxes().open(MailboxName.INBOX).orElseThrow()) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        for (int i = 0; i < 400; i++) {
                            var kind = i % 2 == 0 ? FlagChange.Kind.ADD : FlagChange.Kind.REMOVE;
                            mailbox.changeFlags(
                                    UidSet.ALL,
                                    new FlagChange(kind, Flags.of(SystemFlag.SEEN)),
                                    Optional.empty());
                        }
                    });
            deaf.readUntil("* ", "* ");
        }
    }

    private static Wire idling(ImapTestServer server) throws Exception {
        Wire wire = Wire.open(server.port());
        server.prepare(wire);
        wire.sendLine("i IDLE");
        wire.readUntil("+ ", "+ ");
        return wire;
    }
}
