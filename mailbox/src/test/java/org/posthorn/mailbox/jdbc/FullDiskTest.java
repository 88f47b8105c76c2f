package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.DiskFaults;
import org.posthorn.mailbox.derby.DiskFaults.Act;
import org.posthorn.mailbox.derby.FaultyDisk;
import org.posthorn.mailbox.derby.JournaledDisk;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.UidSet;

/// A disk that gets full takes no mail, and everything else goes on.
final class FullDiskTest {
    private static final long RESERVE = 64L << 20;

    @TempDir private Path directory;

    @TempDir private Path other;

    private final List<String> ends = new ArrayList<>();
    private volatile long usable = 10L << 30;
    private OpenStore storage;
    private AccountId account;

    @BeforeEach
    void open() {
        EmptyDatabase.copyTo(directory);
        FaultyDisk.register();
        storage = open(directory);

        account = storage.newAccount();
        deliver(1000);
    }

    private OpenStore open(Path data) {
        return OpenStore.open(
                new DerbyStorage.Setup(
                        data,
                        FaultyDisk.NAME,
                        FilesSetup.of(new JournaledDisk(), OctetsPlace.SEGMENTS),
                        new DiskReserve(RESERVE, () -> usable),
                        new Lifetime((why, cause) -> ends.add(why + ": " + cause)),
                        new PrometheusRegistry()));
    }

    @AfterEach
    void close() {
        DiskFaults.heal();
        storage.close();
    }

    /// The store looks at the disk some times a second.
    private void leave(long octets) {
        usable = octets;
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (storage.health().usableOctets() != octets) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void deliver(int size) {
        try (var body = storage.store().newBody()) {
            body.write(new byte[size]);
            storage.store()
                    .deliver(
                            storage.store().examine(body),
                            List.of(new Placement.IntoInbox(account, "")));
        }
    }

    private Mailbox inbox() {
        return storage.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    @Test
    void belowTheReserve_mailIsRefused_andReadingAndDeletingGoOn() {
        leave(RESERVE - 1);
        assertThat(storage.health().takesMail()).isFalse();
        assertThatThrownBy(() -> deliver(1000)).isInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> deliver(1_000_000)).isInstanceOf(StoreFullException.class);
        assertThat(directory.resolve("incoming")).isEmptyDirectory();
        try (var inbox = inbox()) {
            assertThat(inbox.state().size()).isEqualTo(1);
            inbox.expunge(UidSet.ALL);
            assertThat(inbox.state().size()).isZero();
        }
        leave(10 * RESERVE);
        assertThat(storage.health().takesMail()).isTrue();
        deliver(1000);
    }

    @Test
    void messageThatWouldUseUpTheReserve_isRefused_andASmallerOneIsTaken() {
        leave(RESERVE + 300_000);
        assertThatThrownBy(() -> deliver(400_000)).isInstanceOf(StoreFullException.class);
        deliver(1000);
        deliver(100_000);
    }

    @Test
    void belowHalfOfTheReserve_onlyReadingGoesOn_alsoAfterARestart() {
        leave(RESERVE / 2 - 1);
        storage.close();
        storage = open(directory);
        try (var inbox = inbox()) {
            assertThat(inbox.state().size()).isEqualTo(1);
            assertThatThrownBy(() -> inbox.expunge(UidSet.ALL))
                    .isInstanceOf(StoreFullException.class);
            assertThat(inbox.state().size()).isEqualTo(1);
        }
        assertThat(storage.directory().domains()).hasSize(1);
    }

    /// Others have used up even the reserve. Derby does not outlive that, and must not seem to.
    @Test
    void diskThatIsFullToTheLastOctet_endsTheProcess_andLosesNothing() {
        DiskFaults.fail("No space left on device", deed -> deed.act() == Act.WRITE);
        assertThatThrownBy(() -> deliver(300_000)).hasMessageContaining("the server has ended");
        assertThat(ends).isNotEmpty();
        DiskFaults.heal();
        storage.close();
        EmptyDatabase.copy(directory, other);
        storage = open(other);
        try (var inbox = inbox()) {
            assertThat(inbox.state().size()).isEqualTo(1);
        }
    }
}
