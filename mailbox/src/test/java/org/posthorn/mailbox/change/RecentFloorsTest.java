package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Uid;

/// Floors are written while others load, change and wait for connections.
final class RecentFloorsTest {
    private AccountId alice = new AccountId(1);

    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(20));

    private MailStore storeOver(MailStorage storage) {
        var mail = Mail.over(storage);
        alice = TestMail.addAccount(mail);
        return mail.store();
    }

    private static StoreParts parts(MailStorage storage) {
        return TestMail.parts(Mail.over(storage));
    }

    private Mailbox open(MailStore store, String name) {
        return store.mailboxesOf(alice).open(new MailboxName(name)).orElseThrow();
    }

    private static void append(MailStore store, Mailbox mailbox) {
        try (var body = store.newBody()) {
            body.write("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            mailbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
    }

    private static Uid floorOnDisk(MailStorage storage, Mailbox mailbox) {
        return floor(storage, mailbox.info().id());
    }

    private static Uid floor(MailStorage storage, MailboxId mailbox) {
        return storage.reading(tx -> tx.mailboxes().recentFloor(mailbox)).orElseThrow();
    }

    @Test
    void load_whileFloorsWaitForItsConnection_goesOn() throws Exception {
        var storage = new FewConnections(1);
        var store = storeOver(storage);
        var inbox = open(store, "INBOX");
        append(store, inbox);
        inbox.claimRecent();

        // The first reading finds the name, the second loads the mailbox.
        var readings = new AtomicInteger();
        var loading = new CountDownLatch(1);
        storage.whileReading(() -> {
            if (readings.incrementAndGet() == 2) {
                loading.countDown();
                watchdog.await(storage::isAwaited);
            }
        });
        watchdog.start(() -> open(store, "Archive"));
        watchdog.start(() -> {
            loading.await();
            store.close();
            return true;
        });
        watchdog.awaitAll();

        assertThat(floorOnDisk(storage, inbox)).isEqualTo(new Uid(2));
    }

    @Test
    void load_ofManyColdMailboxesWhileFloorsAreWritten_neitherLocksUpNorForgetsAFloor()
            throws Exception {
        int count = 600;
        var storage = new FewConnections(4);
        var store = storeOver(storage);
        for (int i = 0; i < count; i++) {
            store.mailboxesOf(alice).create(new MailboxName("box" + i), Set.of());
            try (var mailbox = open(store, "box" + i)) {
                append(store, mailbox);
            }
        }
        var parts = parts(storage);
        var cold = new AccountMailboxes(parts, alice);
        var opened = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            var name = new MailboxName("box" + i);
            watchdog.start(() -> {
                try (var mailbox = cold.open(name).orElseThrow()) {
                    assertThat(mailbox.claimRecent()).isEqualTo(Uid.FIRST);
                }
                opened.countDown();
                return true;
            });
        }
        watchdog.start(() -> {
            while (opened.getCount() > 0) {
                parts.recentFloors().write();
            }
            return true;
        });
        watchdog.awaitAll();
        parts.recentFloors().close();
        for (var mailbox : store.mailboxesOf(alice).list()) {
            if (mailbox.name().value().startsWith("box")) {
                assertThat(floor(storage, mailbox.id())).isEqualTo(new Uid(2));
            }
        }
    }

    @Test
    void write_whileAMailboxIsChanged_writesTheOthersAndKeepsItsFloorClaimed() throws Exception {
        var storage = new FewConnections(4);
        storeOver(storage);
        var parts = parts(storage);
        var ids =
                storage.reading(tx -> tx.trees().mailboxes(alice)).stream()
                        .map(MailboxInfo::id)
                        .toList();
        var busy = parts.open().retain(ids.get(0));
        var free = parts.open().retain(ids.get(1));
        var floors = parts.recentFloors();
        floors.raise(busy, new Uid(7));
        floors.raise(free, new Uid(8));

        var held = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        watchdog.start(() -> {
            busy.lock().lock();
            try {
                held.countDown();
                watchdog.await(() -> written.getCount() == 0);
                return true;
            } finally {
                busy.lock().unlock();
            }
        });
        watchdog.start(() -> {
            held.await();
            floors.write();
            assertThat(floors.pending(busy.id())).contains(new Uid(7));
            assertThat(floors.pending(free.id())).isEmpty();
            written.countDown();
            return true;
        });
        watchdog.awaitAll();

        floors.write();
        assertThat(floors.pending(busy.id())).isEmpty();
        for (var id : ids.subList(0, 2)) {
            assertThat(floor(storage, id)).isEqualTo(new Uid(id.equals(busy.id()) ? 7 : 8));
        }
    }

    @Test
    void pending_whileItsFloorIsBeingWritten_saysIt() throws Exception {
        var storage = new FewConnections(1);
        var store = storeOver(storage);
        var parts = parts(storage);
        var id = open(store, "INBOX").info().id();
        var mailbox = parts.open().retain(id);
        parts.recentFloors().raise(mailbox, new Uid(5));

        var reading = new CountDownLatch(1);
        storage.whileReading(() -> {
            reading.countDown();
            watchdog.await(storage::isAwaited);
            assertThat(parts.recentFloors().pending(id)).contains(new Uid(5));
            // A higher floor is claimed while the lower is on its way.
            parts.recentFloors().raise(mailbox, new Uid(6));
        });
        watchdog.start(() -> storage.reading(tx -> tx.mailboxes().counters(id)));
        watchdog.start(() -> {
            reading.await();
            parts.recentFloors().write();
            return true;
        });
        watchdog.awaitAll();

        assertThat(parts.recentFloors().pending(id)).contains(new Uid(6));
        parts.recentFloors().close();
        assertThat(parts.recentFloors().pending(id)).isEmpty();
    }
}
