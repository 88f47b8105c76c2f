package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.change.Follower;
import org.posthorn.mailbox.change.Followers;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreFixture;

/// Accounts of its own in a data directory that all tests of the process with octets in the same
/// place share: a database takes a second to make.
final class DerbyFixture implements StoreFixture {
    private static final Map<OctetsPlace, SharedStorage> SHARED = new ConcurrentHashMap<>();

    private final SharedStorage shared;
    private final int bodiesOfOthers;

    DerbyFixture() {
        this(OctetsPlace.SEGMENTS);
    }

    DerbyFixture(OctetsPlace octets) {
        shared = SHARED.computeIfAbsent(octets, SharedStorage::new);
        bodiesOfOthers = allBodies();
    }

    private OpenStore open() {
        return shared.open;
    }

    private static final class SharedStorage {
        private final OctetsPlace octets;
        private final Path directory;
        private OpenStore open;

        SharedStorage(OctetsPlace octets) {
            this.octets = octets;
            try {
                directory = Files.createTempDirectory("posthorn-store");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            open = OpenStore.open(directory, octets);
            Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
        }

        void restart() {
            open.close();
            open = OpenStore.open(directory, octets);
        }

        private void delete() {
            open.close();
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public OutboundQueue outbound() {
        return open().mail().outbound();
    }

    @Override
    public MailStore store() {
        return open().store();
    }

    @Override
    public AccountId newAccount() {
        return open().newAccount();
    }

    @Override
    public void removeAccount(AccountId account) {
        TestMail.removeAccount(open().mail(), account);
    }

    @Override
    public void restart() {
        shared.restart();
    }

    @Override
    public Followers.Following follow(Follower follower) {
        return open().mail().follow(follower);
    }

    @Override
    public void finishDeliveries() {
        TestMail.expand(open().mail());
    }

    @Override
    public void sweep() {
        TestMail.sweep(open().mail());
    }

    @Override
    public int bodyCount() {
        return allBodies() - bodiesOfOthers;
    }

    private int allBodies() {
        return TestMail.bodyCount(open().storage().mail());
    }

    @Override
    public void close() {
        Recount.check(open().storage().mail());
    }
}
