package org.posthorn.mailbox.twostores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.change.BrokenCatchUp;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// Two stores over one storage, which share nothing but that: each with its own caches, locks,
/// connections and background work.
public abstract class TwoStoresContract {
    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final int RUNS = 4;
    private static final int CHANGES = 250;

    /// The rows, as one of the stores reaches them.
    protected abstract MailStorage one();

    /// The same rows, as the other reaches them.
    protected abstract MailStorage other();

    private void runRandomly(List<Mail> stores, AccountId account, long seed) {
        try (var one = new Side(stores.get(0).store(), account);
                var other = new Side(stores.get(1).store(), account)) {
            new RandomChanges(List.of(one, other), seed).run(CHANGES);
        }
    }

    @Test
    void randomChanges_fromBothSides_areWhatTheModelSays() {
        long seed = System.nanoTime();
        var stores = List.of(Mail.over(one()), Mail.over(other()));
        for (int run = 0; run < RUNS; run++) {
            long mine = seed + run;
            var account = TestMail.addAccount(stores.get(run % 2));
            try {
                runRandomly(stores, account, mine);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + mine, e);
            }
            Recount.check(one());
            TestMail.removeAccount(stores.get(run % 2), account);
            assertThat(stores.get((run + 1) % 2).store().usage(account)).isEmpty();
        }
        stores.forEach(TestMail::sweep);
        assertThat(TestMail.bodyCount(one())).isZero();
    }

    /// The suite would notice a store that does not learn of the other's changes.
    @Test
    void randomChanges_withABrokenCatchUp_fail() {
        long seed = System.nanoTime();
        var stores =
                List.of(
                        TestMail.over(BrokenCatchUp.over(one())),
                        TestMail.over(BrokenCatchUp.over(other())));
        var account = TestMail.addAccount(stores.get(0));
        assertThatThrownBy(() -> runRandomly(stores, account, seed))
                .as("seed " + seed)
                .isInstanceOfAny(AssertionError.class, RuntimeException.class);
        TestMail.removeAccount(stores.get(0), account);
    }

    @Test
    void changesAtTheSameTime_loseNothing_andBothSidesSeeTheSame() throws Exception {
        long seed = System.nanoTime();
        var stores = List.of(Mail.over(one()), Mail.over(other()));
        var account = TestMail.addAccount(stores.get(0));
        var delivered = new AtomicInteger();
        var expunged = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Boolean>>();
            for (int thread = 0; thread < 6; thread++) {
                var store = stores.get(thread % 2);
                var random = new Random(seed + thread);
                all.add(executor.submit(client(store, account, random, delivered, expunged)));
            }
            for (var each : all) {
                each.get();
            }
        }
        stores.forEach(store -> store.store().catchUp());
        try (var here = inbox(stores.get(0), account);
                var there = inbox(stores.get(1), account)) {
            assertThat(rows(here)).as("seed " + seed).isEqualTo(rows(there));
            assertThat(here.state().size()).isEqualTo(delivered.get() - expunged.get());
        }
        Recount.check(one());
        TestMail.removeAccount(stores.get(0), account);
    }

    private static Mailbox inbox(Mail mail, AccountId account) {
        return mail.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    private static List<String> rows(Mailbox mailbox) {
        var state = mailbox.state();
        var rows = new ArrayList<String>();
        for (int i = 0; i < state.size(); i++) {
            rows.add(state.uid(i) + " " + state.flags(i) + " " + state.modSequence(i));
        }
        return rows;
    }

    private static Callable<Boolean> client(
            Mail mail,
            AccountId account,
            Random random,
            AtomicInteger delivered,
            AtomicInteger expunged) {
        return () -> {
            try (var side = new Side(mail.store(), account)) {
                for (int i = 0; i < 60; i++) {
                    switch (random.nextInt(4)) {
                        case 0, 1 -> {
                            side.deliver("Subject: " + i + "\r\n\r\n");
                            delivered.incrementAndGet();
                        }
                        case 2 ->
                                side.open(MailboxName.INBOX)
                                        .changeFlags(
                                                UidSet.ALL,
                                                new FlagChange(
                                                        random.nextBoolean()
                                                                ? FlagChange.Kind.ADD
                                                                : FlagChange.Kind.REMOVE,
                                                        Flags.of(SystemFlag.FLAGGED)),
                                                java.util.Optional.empty());
                        default ->
                                expunged.addAndGet(
                                        (int)
                                                side.open(MailboxName.INBOX)
                                                        .expunge(
                                                                UidSet.of(
                                                                        side.open(MailboxName.INBOX)
                                                                                .state()
                                                                                .uidNext()))
                                                        .count());
                    }
                }
            }
            return true;
        };
    }

    /// CREATE and SUBSCRIBE that meet each other are no failures.
    @Test
    void createsThatMeet_areOneMailbox() throws Exception {
        var stores = List.of(Mail.over(one()), Mail.over(other()));
        var account = TestMail.addAccount(stores.get(0));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var name = new MailboxName("box" + i + "/below");
                var made = new ArrayList<Future<String>>();
                for (Mail store : stores) {
                    made.add(
                            executor.submit(() -> {
                                var mailboxes = store.store().mailboxesOf(account);
                                mailboxes.subscribe(name);
                                return mailboxes
                                        .create(name, java.util.Set.of())
                                        .getClass()
                                        .getSimpleName();
                            }));
                }
                assertThat(List.of(made.get(0).get(), made.get(1).get()))
                        .containsExactlyInAnyOrder("Done", "AlreadyExists");
            }
        }
        TestMail.removeAccount(stores.get(1), account);
        stores.get(0).store().catchUp();
        assertThat(stores.get(0).store().mailboxesOf(account).find(MailboxName.INBOX)).isEmpty();
    }

    /// A mailbox that the other store deletes is gone for those who have it open here.
    @Test
    void mailboxDeletedElsewhere_isGone_forItsNextChange() {
        var stores = List.of(Mail.over(one()), Mail.over(other()));
        var account = TestMail.addAccount(stores.get(0));
        try (var trash =
                stores.get(0)
                        .store()
                        .mailboxesOf(account)
                        .open(new MailboxName("Trash"))
                        .orElseThrow()) {
            stores.get(1).store().mailboxesOf(account).delete(new MailboxName("Trash"));
            assertThatThrownBy(() -> trash.expunge(UidSet.ALL)).isInstanceOf(StoreException.class);
            stores.get(0).store().catchUp();
            assertThat(trash.isDeleted()).isTrue();
        }
        TestMail.removeAccount(stores.get(0), account);
    }

    @Test
    void name_thatMeansAnotherMailboxByNow_leadsToThat() {
        var here = Mail.over(one());
        var there = Mail.over(other());
        var account = TestMail.addAccount(here);
        var work = new MailboxName("Work");
        var old = new MailboxName("Old");
        here.store().mailboxesOf(account).create(work, Set.of());
        try (var known = there.store().mailboxesOf(account).open(work).orElseThrow()) {
            here.store().mailboxesOf(account).rename(work, old);
            here.store().mailboxesOf(account).create(work, Set.of());
            try (var now = there.store().mailboxesOf(account).open(work).orElseThrow()) {
                assertThat(now.info().id()).isNotEqualTo(known.info().id());
            }
            var status = there.store().mailboxesOf(account).status(work).orElseThrow();
            assertThat(status.info().id()).isNotEqualTo(known.info().id());
        }
    }

    @Test
    void rightsThatAreTakenElsewhere_openNothing_andThoseThatAreGivenDo() {
        var here = Mail.over(one());
        var there = Mail.over(other());
        var alice = TestMail.addAccount(here);
        var bob = TestMail.addAccount(here);
        var owned = here.store().mailboxesOf(alice);
        var reached = there.store().mailboxesOf(bob);
        owned.setRights(ARCHIVE, new Grant(Optional.of(bob), Rights.of("lr")));
        var name =
                reached.list().stream()
                        .map(MailboxInfo::name)
                        .filter(each -> each.isBelow(Mailboxes.OTHER_USERS))
                        .findFirst()
                        .orElseThrow();
        reached.open(name).orElseThrow().close();
        owned.setRights(ARCHIVE, new Grant(Optional.of(bob), Rights.NONE));
        assertThat(reached.open(name)).isEmpty();
        owned.setRights(ARCHIVE, new Grant(Optional.of(bob), Rights.of("lri")));
        try (var again = reached.open(name).orElseThrow()) {
            assertThat(again.rights()).isEqualTo(Rights.of("lri"));
        }
    }
}
