package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.UidSet;

/// Who looks at messages, or writes them to a slow client, holds no connection to the database
/// meanwhile: others have all of them.
final class ReadersHoldNoConnectionTest {
    /// As many as the storage has.
    private static final int CONNECTIONS = 32;

    @Test
    @Timeout(60)
    void whileAMessageIsLookedAt_othersHaveAllConnections(@TempDir Path folder) throws Exception {
        try (var storage = OpenStore.open(folder)) {

            var account = storage.newAccount();
            try (Mailbox mailbox =
                    storage.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
                append(storage, mailbox, 100);
                append(storage, mailbox, 1_000_000);
                var looked = new AtomicInteger();
                mailbox.contents(
                        UidSet.ALL,
                        (_, content) -> {
                            content.open(content.size() / 2);
                            assertThat(takeAll(storage)).isEqualTo(CONNECTIONS);
                            looked.incrementAndGet();
                        });
                mailbox.summaries(
                        UidSet.ALL,
                        _ -> {
                            assertThat(takeAll(storage)).isEqualTo(CONNECTIONS);
                            looked.incrementAndGet();
                        });
                assertThat(looked).hasValue(4);
            }
        }
    }

    private static void append(OpenStore storage, Mailbox mailbox, int octets) {
        try (IncomingBody body = storage.store().newBody()) {
            body.write(
                    ("Subject: x\r\n\r\n" + "x".repeat(octets))
                            .getBytes(StandardCharsets.US_ASCII));
            mailbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.now())));
        }
    }

    /// How many transactions there are at a time when none ends before all have begun.
    private static int takeAll(OpenStore storage) {
        var begun = new CountDownLatch(CONNECTIONS);
        Callable<Boolean> transaction =
                () ->
                        storage.database()
                                .inTransaction(_ -> {
                                    begun.countDown();
                                    return isOver(begun);
                                });
        int together = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(transaction);
            }
            for (Future<Boolean> each : threads.invokeAll(all)) {
                together += each.get() ? 1 : 0;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return together;
    }

    private static boolean isOver(CountDownLatch begun) {
        try {
            return begun.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
