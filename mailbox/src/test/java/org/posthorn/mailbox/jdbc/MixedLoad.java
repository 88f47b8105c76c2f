package org.posthorn.mailbox.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// Clients that do at random what mail clients do, each in an account, and deliver to any.
final class MixedLoad {
    /// What clients have in common.
    enum Sharing {
        /// Nothing: each is alone in its account, and no two accounts have a body in common.
        NOTHING,
        /// Accounts, and bodies of messages to several recipients.
        ACCOUNTS_AND_BODIES
    }

    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    private final MailStore store;
    private final List<AccountId> accounts;
    private final Sharing sharing;
    private final long seed;
    private final AtomicLong operations = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    MixedLoad(MailStore store, List<AccountId> accounts, Sharing sharing, long seed) {
        this.store = store;
        this.accounts = accounts;
        this.sharing = sharing;
        this.seed = seed;
    }

    /// Runs so many clients for so long, or until one has failed.
    ///
    /// @return the failures
    List<Throwable> run(int clients, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var running = new ArrayList<Thread>();
        for (int i = 0; i < clients; i++) {
            var random = new Random(seed + i);
            var mine = accounts.get(i % accounts.size());
            running.add(Thread.startVirtualThread(() -> work(random, mine, end)));
        }
        for (Thread thread : running) {
            thread.join();
        }
        return List.copyOf(failures);
    }

    long operations() {
        return operations.get();
    }

    private void work(Random random, AccountId mine, long end) {
        while (System.nanoTime() < end && failures.isEmpty()) {
            try {
                operate(random, mine);
                operations.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private void operate(Random random, AccountId mine) {
        var mailboxes = store.mailboxesOf(mine);
        switch (random.nextInt(10)) {
            case 0, 1 -> deliver(random, mine);
            case 2 -> mailboxes.list();
            case 3 -> mailboxes.status(random.nextBoolean() ? MailboxName.INBOX : ARCHIVE);
            default -> {
                try (var inbox = mailboxes.open(MailboxName.INBOX).orElseThrow();
                        var archive = mailboxes.open(ARCHIVE).orElseThrow()) {
                    inside(random, inbox, archive);
                }
            }
        }
    }

    private void deliver(Random random, AccountId mine) {
        var recipients = new ArrayList<Placement>();
        int others = sharing == Sharing.NOTHING ? 0 : random.nextInt(3);
        for (int i = 0; i <= others; i++) {
            // All that is below an account shares its row.
            var account =
                    sharing == Sharing.NOTHING
                            ? mine
                            : accounts.get(random.nextInt(accounts.size()));
            recipients.add(new Placement.IntoInbox(account, "Delivered-To: somebody\r\n"));
        }
        try (var body = store.newBody()) {
            body.write(StoreProbe.message(random.nextLong(), kilobytes(random)));
            store.deliver(store.examine(body), recipients);
        }
    }

    /// Most are small.
    private static int kilobytes(Random random) {
        return random.nextInt(20) == 0 ? 300 : 1 + random.nextInt(20);
    }

    private void inside(Random random, Mailbox inbox, Mailbox archive) {
        if (sharing != Sharing.NOTHING) {
            // Written beside everything else, in the mailbox's row.
            inbox.claimRecent();
        }
        var some = some(random, inbox);
        switch (random.nextInt(7)) {
            case 0 -> append(random, random.nextBoolean() ? inbox : archive);
            case 1 -> inbox.summaries(some, _ -> {});
            case 2 -> inbox.contents(some, (_, content) -> content.size());
            case 3 -> inbox.copyTo(some, archive);
            case 4 -> change(inbox, some, SystemFlag.SEEN);
            case 5 -> {
                change(inbox, some, SystemFlag.DELETED);
                inbox.expungeDeleted(UidSet.ALL);
            }
            default -> archive.moveTo(some(random, archive), inbox);
        }
    }

    private static UidSet some(Random random, Mailbox mailbox) {
        var state = mailbox.state();
        var uids = new UidSet.Builder();
        if (state.size() > 0) {
            int from = random.nextInt(state.size());
            for (int i = from; i < Math.min(state.size(), from + 20); i++) {
                if (random.nextInt(3) > 0) {
                    uids.add(state.row(i).uid());
                }
            }
        }
        return uids.build();
    }

    private void append(Random random, Mailbox mailbox) {
        try (var body = store.newBody()) {
            body.write(StoreProbe.message(random.nextLong(), kilobytes(random)));
            mailbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
    }

    private static void change(Mailbox mailbox, UidSet uids, SystemFlag flag) {
        mailbox.changeFlags(
                uids, new FlagChange(FlagChange.Kind.ADD, Flags.of(flag)), Optional.empty());
    }
}
