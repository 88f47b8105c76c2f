package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.JournaledDisk;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.segment.Packing;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// A mailbox that is read from a snapshot and what changed since is as its rows say.
final class SnapshotStoreTest {
    @TempDir private Path directory;

    @TempDir private Path other;

    private OpenStore store;
    private AccountId account;

    @BeforeEach
    void open() {
        EmptyDatabase.copyTo(directory);
        store = open(directory);
        account = store.newAccount();
        deliver(20);
    }

    private static OpenStore open(Path folder) {
        return OpenStore.openQuiet(
                new DerbyStorage.Setup(
                        folder,
                        DerbyDisk.NAME,
                        new FilesSetup(
                                new JournaledDisk(),
                                OctetsPlace.SEGMENTS,
                                1 << 20,
                                5,
                                () -> Packing.NOW),
                        DiskReserve.NONE,
                        new Lifetime((why, cause) -> {
                            throw new IllegalStateException(why, cause);
                        }),
                        new PrometheusRegistry()));
    }

    private void reopen() {
        store.close();
        store = open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Mailbox inbox() {
        return store.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    private void deliver(int count) {
        for (int i = 0; i < count; i++) {
            try (var body = store.store().newBody()) {
                body.write("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
                store.store()
                        .deliver(
                                store.store().examine(body),
                                List.of(new Placement.IntoInbox(account, "")));
            }
        }
    }

    /// As the rows say, whatever is known of it.
    private List<MessageRow> rows() {
        try (var inbox = inbox()) {
            var known = new ArrayList<MessageRow>();
            for (int i = 0; i < inbox.state().size(); i++) {
                known.add(inbox.state().row(i));
            }
            var rows = new ArrayList<MessageRow>();
            store.storage()
                    .mail()
                    .reading(tx -> {
                        tx.messages()
                                .forEach(inbox.info().id(), inbox.state().uidNext(), rows::add);
                        return true;
                    });
            assertThat(known).isEqualTo(rows);
            return rows;
        }
    }

    private boolean hasSnapshot() {
        try (var inbox = inbox()) {
            return store.storage().mail().snapshots().read(inbox.info().id()).isPresent();
        }
    }

    private Path snapshot() throws IOException {
        try (var files = Files.newDirectoryStream(directory.resolve("snapshots"), "*.mailbox")) {
            return files.iterator().next();
        }
    }

    private void change() {
        try (var inbox = inbox()) {
            inbox.changeFlags(
                    UidSet.ofAscending(2, 3),
                    new FlagChange(
                            FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN.bit(), List.of("new"))),
                    Optional.empty());
            inbox.expunge(UidSet.ofAscending(5, 7));
        }
        deliver(3);
    }

    @Test
    void whatChangedSince_isCaughtUp_overRestarts() {
        rows();
        reopen();
        assertThat(hasSnapshot()).isTrue();
        assertThat(rows()).hasSize(20);
        change();
        assertThat(rows()).hasSize(21);
        store.mail().close();
        store.storage().close();
        store = open(directory);
        assertThat(rows()).hasSize(21);
    }

    /// The snapshot is older than the last changes, whose process died.
    @Test
    void snapshotOfBefore_isCaughtUp() throws IOException {
        rows();
        TestMail.sweep(store.mail());
        byte[] before = Files.readAllBytes(snapshot());
        change();
        var expected = rows();
        reopen();
        Files.write(snapshot(), before);
        assertThat(rows()).isEqualTo(expected);
    }

    @Test
    void damagedSnapshot_isThrownAway() throws IOException {
        rows();
        reopen();
        byte[] octets = Files.readAllBytes(snapshot());
        octets[octets.length / 2] ^= 1;
        Files.write(snapshot(), octets);
        assertThat(hasSnapshot()).isFalse();
        assertThat(rows()).hasSize(20);
    }

    /// Its database has fewer changes than the snapshot, and others after that.
    @Test
    void snapshotsOfADatabaseThatWasBroughtBack_areThrownAway() throws IOException {
        rows();
        store.close();
        Path backup = other.resolve("backup");
        EmptyDatabase.copy(directory.resolve("database"), backup);
        store = open(directory);
        change();
        rows();
        store.close();
        try (var files = Files.walk(directory.resolve("database"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        EmptyDatabase.copy(backup, directory.resolve("database"));
        store = open(directory);
        assertThat(hasSnapshot()).isFalse();
        assertThat(rows()).hasSize(20);
        deliver(9);
        assertThat(rows()).hasSize(29).last().extracting(MessageRow::uid).isEqualTo(new Uid(29));
    }

    @Test
    void diskThatRefuses_hasNoneAndNoPartOfOne_andTheMailboxIsReadAllTheSame() throws IOException {
        DiskFaults.fail(
                "No space left on device",
                deed ->
                        deed.act() == Act.WRITE
                                && deed.path().contains(".mailbox")
                                && Files.exists(Path.of(deed.path())));
        try {
            var expected = rows();
            TestMail.sweep(store.mail());
            assertThat(DiskFaults.failures()).isPositive();
            try (var files = Files.list(directory.resolve("snapshots"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactly("number");
            }
            reopen();
            assertThat(rows()).isEqualTo(expected);
        } finally {
            DiskFaults.heal();
        }
    }

    @Test
    void deletedMailbox_leavesNone() throws IOException {
        var mailboxes = store.store().mailboxesOf(account);
        var name = new MailboxName("Archive");
        try (var inbox = inbox();
                var archive = mailboxes.open(name).orElseThrow()) {
            inbox.copyTo(UidSet.ALL, archive);
        }
        TestMail.sweep(store.mail());
        assertThat(count()).isEqualTo(2);
        mailboxes.delete(name);
        TestMail.sweep(store.mail());
        assertThat(count()).isEqualTo(1);
    }

    private int count() throws IOException {
        int count = 0;
        try (var files = Files.newDirectoryStream(directory.resolve("snapshots"), "*.mailbox")) {
            for (Path _ : files) {
                count++;
            }
        }
        return count;
    }
}
