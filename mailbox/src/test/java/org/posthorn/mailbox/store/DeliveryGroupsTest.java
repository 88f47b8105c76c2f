package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;

/// What becomes of deliveries that share a commit when something fails around it.
final class DeliveryGroupsTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final byte[] MESSAGE =
            "Subject: one\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FaultyStorage storage = new FaultyStorage();
    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(20));
    private LocalMailStore store;

    @BeforeEach
    void addAccounts() {
        storage.inTransaction(tx -> {
            List.of(ALICE, BOB, CAROL).forEach(account -> DefaultMailboxes.insert(tx, account));
            return true;
        });
        store = LocalMailStore.inMemory(storage);
    }

    private List<DeliveryOutcome> deliver(AccountId... accounts) {
        try (var body = store.newBody()) {
            body.write(MESSAGE);
            return deliver(body, accounts);
        }
    }

    private List<DeliveryOutcome> deliver(IncomingBody body, AccountId... accounts) {
        var deliveries = new ArrayList<Delivery>();
        for (AccountId account : accounts) {
            deliveries.add(new Delivery(account, "Delivered-To: somebody\r\n"));
        }
        return store.deliver(body, deliveries);
    }

    private Mailbox inbox(AccountId account) {
        return store.mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    /// How many messages the account's INBOX has, in memory and in the storage.
    private int count(AccountId account) {
        try (var inbox = inbox(account)) {
            var stored = new AtomicInteger();
            storage.reading(tx -> {
                tx.messages().forEach(inbox.info().id(), _ -> stored.incrementAndGet());
                return true;
            });
            assertThat(inbox.state().size()).isEqualTo(stored.get());
            return stored.get();
        }
    }

    /// Delivers to Alice, lets `others` come while that transaction runs, so that the next leader
    /// takes them together, and then does `armed` before their transaction.
    private void inOneGroup(Runnable armed, List<Runnable> others) throws InterruptedException {
        var running = new CountDownLatch(1);
        var queued = new CountDownLatch(1);
        storage.beforeNext(() -> {
            running.countDown();
            watchdog.await(() -> queued.getCount() == 0);
            armed.run();
        });
        watchdog.start(() -> deliver(ALICE));
        running.await();
        for (var other : others) {
            var thread =
                    watchdog.start(() -> {
                        other.run();
                        return true;
                    });
            watchdog.await(() ->
                    thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TERMINATED);
        }
        queued.countDown();
        watchdog.awaitAll();
    }

    @Test
    void deliver_whenTheTransactionIsUndone_triesOnceMoreAlone() {
        storage.beforeNext(() -> {
            throw new StoreException("undone");
        });
        assertThat(deliver(ALICE)).containsExactly(DeliveryOutcome.DELIVERED);
        assertThat(count(ALICE)).isEqualTo(1);
    }

    @Test
    void deliver_ofUnknownOutcome_isNotTriedAgain() {
        try (var _ = inbox(ALICE)) {
            storage.afterNext(() -> {
                throw new UnknownOutcomeException("the disk is gone");
            });
            assertThatThrownBy(() -> deliver(ALICE)).isInstanceOf(UnknownOutcomeException.class);
            assertThat(count(ALICE)).isEqualTo(1);
        }
    }

    @Test
    void deliver_inAGroupOfUnknownOutcome_isNotTriedAgainByAnyone() throws Exception {
        Runnable arm =
                () ->
                        storage.afterNext(() ->
                                storage.afterNext(() -> {
                                    throw new UnknownOutcomeException("the disk is gone");
                                }));
        Runnable toBob =
                () ->
                        assertThatThrownBy(() -> deliver(BOB))
                                .isInstanceOf(UnknownOutcomeException.class);
        Runnable toCarol =
                () ->
                        assertThatThrownBy(() -> deliver(CAROL))
                                .isInstanceOf(UnknownOutcomeException.class);
        inOneGroup(arm, List.of(toBob, toCarol));
        assertThat(count(BOB)).isEqualTo(1);
        assertThat(count(CAROL)).isEqualTo(1);
    }

    @Test
    void deliver_whenPublishingFails_isDeliveredOnceAndItsStateIsReadAgain() throws Exception {
        try (var alices = inbox(ALICE);
                var bobs = inbox(BOB)) {
            var woken = new AtomicInteger();
            alices.onChange(woken::incrementAndGet);
            storage.loseNextResult();
            assertThat(deliver(ALICE, BOB))
                    .containsExactly(DeliveryOutcome.DELIVERED, DeliveryOutcome.DELIVERED);
            assertThat(alices.state().size()).isEqualTo(1);
            assertThat(bobs.state().size()).isEqualTo(1);
            assertThat(woken).hasValue(1);
            deliver(ALICE);
            assertThat(alices.state().uidValue(1)).isEqualTo(2);
            assertThat(alices.state().uidNext()).isEqualTo(new Uid(3));
        }
        assertThat(count(ALICE)).isEqualTo(2);
    }

    @Test
    void deliver_whenPublishingAGroupFails_isDeliveredOnceForAll() throws Exception {
        try (var bobs = inbox(BOB)) {
            inOneGroup(
                    () -> storage.afterNext(storage::loseNextResult),
                    List.of(() -> deliver(BOB), () -> deliver(CAROL)));
            assertThat(bobs.state().size()).isEqualTo(1);
        }
        assertThat(List.of(count(ALICE), count(BOB), count(CAROL))).containsExactly(1, 1, 1);
    }

    @Test
    void deliver_whenNeitherPublishingNorReadingWorks_readsBeforeTheNextChange() {
        try (var inbox = inbox(ALICE)) {
            deliver(ALICE);
            storage.loseNextResult();
            storage.beforeNextReading(() -> {
                throw new StoreException("not now");
            });
            assertThat(deliver(ALICE)).containsExactly(DeliveryOutcome.DELIVERED);
            assertThat(inbox.state().size()).isEqualTo(1);
            assertThat(inbox.expunge(UidSet.ALL)).isEqualTo(UidSet.ofAscending(1, 2));
            assertThat(inbox.state().isEmpty()).isTrue();
        }
    }

    /// Can be read once, by the parser; then reading it is an Error, as where a thread's stack or
    /// the heap ends.
    private static final class DeadlyBody implements IncomingBody {
        private final IncomingBody body;
        private boolean read;

        DeadlyBody(IncomingBody body) {
            this.body = body;
            body.write(MESSAGE);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            body.write(octets, offset, length);
        }

        @Override
        public long size() {
            return body.size();
        }

        @Override
        public InputStream open() {
            if (read) {
                throw new StackOverflowError("as asked");
            }
            read = true;
            return body.open();
        }

        @Override
        public void close() {
            body.close();
        }
    }

    private void deliverDeadly(AccountId account) {
        try (var body = new DeadlyBody(store.newBody())) {
            assertThatThrownBy(() -> deliver(body, account)).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void deliver_besideOneThatDiesOfAnError_isDelivered() throws Exception {
        inOneGroup(
                () -> {},
                List.of(() -> deliver(BOB), () -> deliverDeadly(ALICE), () -> deliver(CAROL)));
        assertThat(List.of(count(ALICE), count(BOB), count(CAROL))).containsExactly(1, 1, 1);
    }

    @Test
    void deliver_behindALeaderThatDiesOfAnError_isDelivered() throws Exception {
        inOneGroup(
                () -> {},
                List.of(() -> deliverDeadly(ALICE), () -> deliver(BOB), () -> deliver(CAROL)));
        assertThat(List.of(count(ALICE), count(BOB), count(CAROL))).containsExactly(1, 1, 1);
        deliver(BOB);
        assertThat(count(BOB)).isEqualTo(2);
    }

    @Test
    void deliver_toAListenerThatDiesOfAnError_isDeliveredAndOthersHearOfIt() throws Exception {
        try (var one = inbox(BOB);
                var other = inbox(BOB)) {
            var woken = new AtomicInteger();
            one.onChange(() -> {
                throw new StackOverflowError("as asked");
            });
            other.onChange(woken::incrementAndGet);
            inOneGroup(() -> {}, List.of(() -> deliver(BOB), () -> deliver(CAROL)));
            assertThat(woken).hasValue(1);
        }
        assertThat(List.of(count(ALICE), count(BOB), count(CAROL))).containsExactly(1, 1, 1);
    }

    /// Shares of which the list itself fails when it is gone through for the `deadly`th time.
    private static final class DeadlyShares extends AbstractList<PendingDelivery.Share> {
        private final List<PendingDelivery.Share> shares;
        private final int deadly;
        private final AtomicInteger reads = new AtomicInteger();

        DeadlyShares(List<PendingDelivery.Share> shares, int deadly) {
            this.shares = shares;
            this.deadly = deadly;
        }

        @Override
        public PendingDelivery.Share get(int index) {
            if (reads.incrementAndGet() == deadly) {
                throw new StackOverflowError("as asked");
            }
            return shares.get(index);
        }

        @Override
        public int size() {
            return shares.size();
        }
    }

    private PendingDelivery pending(StoreParts parts, AccountId account, int deadly) {
        var body = store.newBody();
        body.write(MESSAGE);
        try (var inbox = inbox(account)) {
            var share = new PendingDelivery.Share(0, "", parts.open().retain(inbox.info().id()), 1);
            return new PendingDelivery(Arrival.of(body), new DeadlyShares(List.of(share), deadly));
        }
    }

    /// An Error at each step that goes through a delivery's shares: collecting, taking places,
    /// writing.
    @Test
    void commit_withAnErrorAtAnyStep_leavesNobodyWaiting() throws Exception {
        for (int deadly = 1; deadly <= 12; deadly++) {
            for (boolean leads : List.of(true, false)) {
                commitBesideAnError(deadly, leads);
            }
        }
    }

    private void commitBesideAnError(int deadly, boolean leads) throws InterruptedException {
        var parts = StoreParts.over(storage, ArrivalCare.none());
        var groups = new DeliveryGroups();
        var bounded = new Watchdog(Duration.ofSeconds(20));
        var sound = List.of(pending(parts, BOB, 0), pending(parts, CAROL, 0));
        var all = new ArrayList<>(sound);
        all.add(leads ? 0 : 1, pending(parts, ALICE, deadly));
        var first = pending(parts, new AccountId(ALICE.value()), 0);
        var running = new CountDownLatch(1);
        var queued = new CountDownLatch(1);
        storage.beforeNext(() -> {
            running.countDown();
            bounded.await(() -> queued.getCount() == 0);
        });
        bounded.start(() -> {
            groups.commit(first);
            return true;
        });
        running.await();
        for (var delivery : all) {
            var thread =
                    bounded.start(() -> {
                        try {
                            groups.commit(delivery);
                        } catch (StackOverflowError e) {
                            assertThat(sound).doesNotContain(delivery);
                        }
                        return true;
                    });
            bounded.await(() -> thread.getState() == Thread.State.WAITING);
        }
        queued.countDown();
        bounded.awaitAll();
        assertThat(sound).allMatch(delivery -> delivery.shares().getFirst().isDelivered());
        var afterwards = pending(parts, BOB, 0);
        bounded.start(() -> {
            groups.commit(afterwards);
            return true;
        });
        bounded.awaitAll();
    }
}
