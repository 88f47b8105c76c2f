package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;

public abstract class DeliveryContract extends StoreContract {
    @Test
    void deliver_putsTheMessageIntoInbox_underItsDeliveryHeader() {
        assertThat(deliver(message("one"), alice)).containsExactly(PlacementOutcome.STORED);

        try (var inbox = open("INBOX")) {
            assertThat(inbox.state().size()).isEqualTo(1);
            assertThat(text(inbox, Uid.FIRST)).isEqualTo(header(alice) + message("one"));
            assertThat(inbox.state().row(0).sizeOctets())
                    .isEqualTo(header(alice).length() + message("one").length());
            assertThat(inbox.state().flags(0)).isEqualTo(Flags.NONE);
            assertThat(inbox.state().uidNext()).isEqualTo(new Uid(2));
        }
    }

    @Test
    void deliver_toSeveralAccounts_storesOneBody_andEachHasItsOwnEmailId() {
        AccountId bob = fixture.newAccount();
        deliver(message("one"), bob, alice);

        assertThat(fixture.bodyCount()).isEqualTo(1);
        var emailIds = new ArrayList<String>();
        for (AccountId account : List.of(alice, bob)) {
            try (var inbox = store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
                assertThat(text(inbox, Uid.FIRST)).isEqualTo(header(account) + message("one"));
                emailIds.add(summaries(inbox, UidSet.ALL).getFirst().emailId().toString());
            }
        }
        assertThat(emailIds).doesNotHaveDuplicates().allMatch(id -> id.startsWith("M"));
    }

    @Test
    void deliver_twiceToTheSameAccount_isTwoMessages() {
        assertThat(deliver(message("one"), alice, alice)).hasSize(2);

        try (var inbox = open("INBOX")) {
            assertThat(uids(inbox.state())).containsExactly(1L, 2L);
        }
    }

    @Test
    void deliver_toAnAccountThatIsGone_saysSo_andDeliversToTheOthers() {
        AccountId bob = fixture.newAccount();
        deliver(message("before"), bob);
        fixture.removeAccount(bob);
        fixture.sweep();

        assertThat(deliver(message("one"), bob, alice, new AccountId(4711)))
                .containsExactly(
                        PlacementOutcome.NO_SUCH_MAILBOX,
                        PlacementOutcome.STORED,
                        PlacementOutcome.NO_SUCH_MAILBOX);
        assertThat(fixture.bodyCount()).isEqualTo(1);
    }

    @Test
    void deliver_toNobodyWhoIsThere_storesNothing() {
        AccountId bob = fixture.newAccount();
        deliver(message("before"), bob);
        fixture.removeAccount(bob);
        fixture.sweep();

        assertThat(deliver(message("one"), bob)).containsExactly(PlacementOutcome.NO_SUCH_MAILBOX);
        assertThat(deliver(message("one"))).isEmpty();
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void deliver_wakesListeners_afterTheStateIsPublished() {
        try (var inbox = open("INBOX")) {
            var seen = new ArrayList<Integer>();
            inbox.onChange(() -> seen.add(inbox.state().size()));
            deliver(message("one"), alice);
            deliver(message("two"), alice);
            assertThat(seen).containsExactly(1, 2);
        }
    }

    @Test
    void listener_ofAClosedHandle_isNotWoken() {
        var calls = new AtomicInteger();
        try (var inbox = open("INBOX")) {
            inbox.onChange(calls::incrementAndGet);
        }
        try (var inbox = open("INBOX")) {
            deliver(message("one"), alice);
            assertThat(inbox.state().size()).isEqualTo(1);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void deliver_fromManyThreads_loses_andDoubles_nothing() throws Exception {
        AccountId bob = fixture.newAccount();
        int threads = 8;
        int each = 25;
        var start = new CountDownLatch(1);
        try (var inbox = open("INBOX");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                futures.add(
                        executor.submit(() -> {
                            start.await();
                            for (int i = 0; i < each; i++) {
                                deliver(message(thread + "-" + i), alice, bob);
                            }
                            return null;
                        }));
            }
            start.countDown();
            for (var future : futures) {
                future.get();
            }
            assertThat(inbox.state().size()).isEqualTo(threads * each);
            assertThat(uids(inbox.state())).isSorted().doesNotHaveDuplicates();
            assertThat(inbox.state().highestModSequence())
                    .isEqualTo(new ModSequence(1 + threads * each));
            var texts = new ArrayList<String>();
            inbox.contents(UidSet.ALL, (_, content) -> texts.add(text(content)));
            assertThat(texts).hasSize(threads * each).doesNotHaveDuplicates();
        }
    }

    /// Breaks after it has been parsed, in the middle of the transaction.
    private static final class BrokenBody implements IncomingBody {
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public void write(byte[] octets, int offset, int length) {}

        @Override
        public long size() {
            return 10;
        }

        @Override
        public InputStream open() {
            if (opened.incrementAndGet() > 1) {
                throw new StoreException("broken");
            }
            return InputStream.nullInputStream();
        }

        @Override
        public void close() {}
    }

    @Test
    void deliver_thatFails_storesNothing_andLeavesThoseBesideItAlone() throws Exception {
        int threads = 12;
        var start = new CountDownLatch(1);
        try (var inbox = open("INBOX");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var good = new ArrayList<Future<?>>();
            var bad = new ArrayList<Future<?>>();
            var appended = new ArrayList<Future<Uid>>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                good.add(
                        executor.submit(() -> {
                            start.await();
                            return deliver(message("good" + thread), alice);
                        }));
                bad.add(
                        executor.submit(() -> {
                            start.await();
                            var delivery = new Placement.IntoInbox(alice, header(alice));
                            return store().deliver(
                                            store().examine(new BrokenBody()), List.of(delivery));
                        }));
                appended.add(executor.submit(() -> append(inbox, message("appended" + thread))));
            }
            start.countDown();
            for (var future : good) {
                assertThat(future.get()).isEqualTo(List.of(PlacementOutcome.STORED));
            }
            for (var future : bad) {
                assertThatThrownBy(future::get).hasRootCauseMessage("broken");
            }
            for (var future : appended) {
                assertThat(future.get().value()).isPositive();
            }
            assertThat(inbox.state().size()).isEqualTo(2 * threads);
            assertThat(summaries(inbox, UidSet.ALL)).hasSize(2 * threads);
        }
        assertThat(fixture.bodyCount()).isEqualTo(2 * threads);
    }
}
