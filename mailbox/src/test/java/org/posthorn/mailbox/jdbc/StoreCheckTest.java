package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.check.CheckProgress;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.UidSet;

/// A check finds what is wrong, and nothing else, while others work.
final class StoreCheckTest {
    @TempDir private Path directory;

    private OpenStore store;
    private AccountId account;

    @BeforeEach
    void open() throws IOException {
        EmptyDatabase.copyTo(directory);
        store = OpenStore.open(directory);
        account = store.newAccount();
        for (int size : new int[] {100, 5000, 60_000, 900_000}) {
            append(size);
        }
        try (var inbox = inbox();
                var archive =
                        store.store()
                                .mailboxesOf(account)
                                .open(new MailboxName("Archive"))
                                .orElseThrow()) {
            inbox.copyTo(UidSet.ALL, archive);
            inbox.expunge(UidSet.ofAscending(2));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Mailbox inbox() {
        return store.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    private void append(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        System.arraycopy(
                "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, octets, 0, 14);
        try (var inbox = inbox();
                var body = store.store().newBody()) {
            body.write(octets);
            inbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
    }

    private CheckProgress check() {
        assertThat(store.mail().check().start()).isTrue();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (store.mail().check().progress().running()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return store.mail().check().progress();
    }

    private void change(String sql, Object... values) {
        store.database()
                .inTransaction(tx -> {
                    assertThat(tx.update(sql, values)).isPositive();
                    return true;
                });
    }

    @Test
    void wholeStore_hasNoFindings() {
        var progress = check();
        assertThat(progress.first()).isEmpty();
        assertThat(progress.findings()).isZero();
        assertThat(progress.phase()).isEqualTo("references");
        assertThat(progress.checked()).isEqualTo(4);
    }

    @Test
    void whatHasEnded_canBeginAnewAtOnce() {
        for (int i = 0; i < 100; i++) {
            check();
        }
    }

    @Test
    void storeThatIsAtWork_hasNoFindings() throws Exception {
        var over = new AtomicBoolean();
        var worker =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; !over.get(); i++) {
                                append(500 + i);
                                try (var inbox = inbox()) {
                                    inbox.expunge(
                                            UidSet.ofAscending(
                                                    Math.max(
                                                            5,
                                                            inbox.state().uidNext().value() - 3)));
                                }
                            }
                        });
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(check().first()).isEmpty();
            }
        } finally {
            over.set(true);
            worker.join();
        }
    }

    @Test
    void damagedOctets_areFound() throws IOException {
        try (var files = Files.newDirectoryStream(directory.resolve("segments"))) {
            for (Path file : files) {
                byte[] octets = Files.readAllBytes(file);
                octets[octets.length - 5000] ^= 1;
                Files.write(file, octets);
            }
        }
        assertThat(check().first()).isNotEmpty().allMatch(each -> each.contains("checksum"));
    }

    @Test
    void wrongCounts_areFound() {
        change("UPDATE mailbox_counters SET unseen = unseen + 1 WHERE messages = 4");
        assertThat(check().first()).hasSize(1).first().asString().contains("4 unseen", "5 unseen");
        change("UPDATE mailbox_counters SET unseen = unseen - 1 WHERE messages = 4");
        change(
                "UPDATE account_counters SET size_octets = size_octets + 1 WHERE account_id = ?",
                account.value());
        assertThat(check().first()).hasSize(1).first().asString().startsWith("account ");
    }

    @Test
    void wrongReferences_areFound() {
        change(
                """
                UPDATE body_references SET reference_count = reference_count + 1
                WHERE reference_count = 1
                """);
        assertThat(check().first())
                .hasSize(1)
                .first()
                .asString()
                .endsWith("is shown -1 times more than is counted");
    }

    @Test
    void computedThatCannotBeRead_isFound() {
        byte[] whole =
                store.database()
                        .reading(tx ->
                                tx.first(
                                        "SELECT parsed FROM bodies WHERE size_octets = 5000",
                                        row -> row.getBytes(1)))
                        .orElseThrow();
        change(
                "UPDATE bodies SET parsed = ? WHERE size_octets = 5000",
                Arrays.copyOf(whole, whole.length / 2));
        assertThat(check().first()).hasSize(1).first().asString().contains("was computed of it");
    }
}
