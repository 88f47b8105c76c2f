package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.rights.Rights;

/// Mailboxes of `alice` as `bob` reaches them.
public abstract class ViewersContract extends StoreContract {
    private static final MailboxName TEAM = new MailboxName("Team");

    private AccountId bob;

    @BeforeEach
    void addBob() {
        bob = fixture.newAccount();
        create("Team");
    }

    /// Other tests may have the same storage.
    @AfterEach
    void unshare() {
        share(TEAM, Optional.empty(), "");
    }

    private Mailboxes ofBob() {
        return store().mailboxesOf(bob);
    }

    private void share(String rights) {
        share(TEAM, Optional.of(bob), rights);
    }

    private void share(MailboxName name, Optional<AccountId> grantee, String rights) {
        var done =
                store().mailboxesOf(alice).setRights(name, new Grant(grantee, Rights.of(rights)));
        assertThat(done).isInstanceOf(MailboxOutcome.Done.class);
    }

    private List<MailboxName> foreign() {
        return ofBob().list().stream()
                .map(MailboxInfo::name)
                .filter(name -> name.value().matches("(Other Users|Shared)/.*"))
                .toList();
    }

    private MailboxName shared() {
        return foreign().getFirst();
    }

    private Mailbox openShared() {
        return ofBob().open(shared()).orElseThrow();
    }

    private void withBoth(String rights, Both action) {
        share(rights);
        try (var hers = open("Team");
                var his = openShared()) {
            action.use(hers, his);
        }
    }

    @FunctionalInterface
    private interface Both {
        void use(Mailbox hers, Mailbox his);
    }

    private static List<Boolean> seen(Mailbox mailbox) {
        var state = mailbox.state();
        return uids(state).stream()
                .map(uid -> state.flags(state.indexOf(new Uid(uid))).has(SystemFlag.SEEN))
                .toList();
    }

    @Test
    void sharedMailbox_isThereByName_untilItIsNotSharedAnyMore() {
        assertThat(foreign()).isEmpty();
        share("lr");
        assertThat(shared().value()).startsWith("Other Users/account").endsWith("example.com/Team");
        assertThat(ofBob().find(shared()).orElseThrow().name()).isEqualTo(shared());
        assertThat(ofBob().rights(shared())).hasValue(Rights.of("lr"));
        var name = shared();
        try (var his = openShared()) {
            var woken = new AtomicInteger();
            his.onChange(woken::incrementAndGet);
            append(open("Team"), message("one"));
            assertThat(his.state().size()).isEqualTo(1);
            assertThat(his.info().name()).isEqualTo(name);
            share("");
            assertThat(woken).hasValue(2);
            assertThat(his.isDeleted()).isTrue();
            assertThat(his.state().isEmpty()).isTrue();
            refuses(() -> his.content(Uid.FIRST));
        }
        assertThat(foreign()).isEmpty();
        assertThat(ofBob().find(name)).isEmpty();
        assertThat(ofBob().open(name)).isEmpty();
        assertThat(ofBob().status(name)).isEmpty();
    }

    @Test
    void mailboxSharedWithEveryone_isShared_withTheRightsOfBoth() {
        share(TEAM, Optional.empty(), "lr");
        assertThat(shared().value()).startsWith("Shared/account");
        share("s");
        assertThat(ofBob().rights(shared())).hasValue(Rights.of("lrs"));
        var carol = fixture.newAccount();
        assertThat(store().mailboxesOf(carol).rights(shared())).hasValue(Rights.of("lr"));
        share(TEAM, Optional.empty(), "");
        assertThat(foreign()).isEmpty();
    }

    @Test
    void seen_isTheViewersOwn_andTheOtherFlagsAreEverybodys() {
        withBoth(
                "lrsw",
                (hers, his) -> {
                    fill(hers, 3);
                    add(his, UidSet.ofAscending(1, 3), SystemFlag.SEEN, SystemFlag.FLAGGED);
                    add(hers, UidSet.of(new Uid(2)), SystemFlag.SEEN);
                    assertThat(seen(his)).containsExactly(true, false, true);
                    assertThat(seen(hers)).containsExactly(false, true, false);
                    assertThat(hers.state().flags(0).has(SystemFlag.FLAGGED)).isTrue();
                    assertThat(unseen(alice, TEAM)).isEqualTo(2);
                    assertThat(unseen(bob, shared())).isEqualTo(1);
                });
        fixture.restart();
        try (var hers = open("Team");
                var his = openShared()) {
            assertThat(seen(his)).containsExactly(true, false, true);
            assertThat(seen(hers)).containsExactly(false, true, false);
            hers.expunge(UidSet.of(Uid.FIRST));
            assertThat(seen(his)).containsExactly(false, true);
            assertThat(unseen(bob, shared())).isEqualTo(1);
            var no = new FlagChange(FlagChange.Kind.REPLACE, Flags.NONE);
            his.changeFlags(UidSet.ALL, no, Optional.empty());
            assertThat(seen(his)).containsExactly(false, false);
            assertThat(seen(hers)).containsExactly(true, false);
            assertThat(unseen(bob, shared())).isEqualTo(2);
        }
    }

    private int unseen(AccountId account, MailboxName name) {
        return store().mailboxesOf(account).status(name).orElseThrow().unseen();
    }

    /// Of two clients of one viewer, one was away.
    @Test
    void viewer_whoWasAway_findsByModSequence_whatItsOtherClientHasSeen() {
        share("lrs");
        ModSequence before;
        try (var hers = open("Team");
                var away = openShared()) {
            fill(hers, 4);
            before = away.state().highestModSequence();
        }
        ModSequence change;
        try (var here = openShared();
                var beside = openShared()) {
            change = add(here, UidSet.ofAscending(2, 4), SystemFlag.SEEN).modSequence();
            assertThat(beside.state().modSequence(1)).isEqualTo(change);
            assertThat(beside.state().highestModSequence()).isEqualTo(change);
        }
        assertThat(change).isGreaterThan(before);
        fixture.restart();
        try (var back = openShared();
                var hers = open("Team")) {
            assertThat(changedSince(back, before)).containsExactly(2L, 4L);
            assertThat(changedSince(hers, before)).isEmpty();
            assertThat(hers.state().highestModSequence()).isEqualTo(change);
            var again =
                    back.changeFlags(
                            UidSet.ALL,
                            new FlagChange(FlagChange.Kind.REMOVE, Flags.of(SystemFlag.SEEN)),
                            Optional.of(before));
            assertThat(again.failed()).isEqualTo(UidSet.ofAscending(2, 4));
            assertThat(again.changed().isEmpty()).isTrue();
        }
    }

    private static List<Long> changedSince(Mailbox mailbox, ModSequence since) {
        var state = mailbox.state();
        return uids(state).stream()
                .filter(uid -> state.modSequence(state.indexOf(new Uid(uid))).compareTo(since) > 0)
                .toList();
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NoRightException.class);
    }

    /// Tries with each of the rights missing, and then with all of them.
    private void needs(String rights, Consumer<Mailbox> action) {
        try (var hers = open("Team")) {
            append(hers, message("one"), SystemFlag.DELETED);
        }
        for (String missing : List.of(rights.split(""))) {
            share("la" + rights.replace(missing, ""));
            try (var his = openShared()) {
                assertThatThrownBy(() -> action.accept(his))
                        .as("without " + missing)
                        .isInstanceOf(NoRightException.class);
            }
        }
        share("l" + rights);
        try (var his = openShared()) {
            action.accept(his);
        }
    }

    @Test
    void eachRight_isNeededForWhatItIsFor() {
        try (var mine = ofBob().open(MailboxName.INBOX).orElseThrow()) {
            append(mine, message("mine"));
            needs("r", his -> his.content(Uid.FIRST));
            needs("r", his -> summaries(his, UidSet.ALL));
            needs("r", his -> his.expungedSince(new ModSequence(1)));
            needs("r", his -> his.copyTo(UidSet.ALL, mine));
            needs("i", his -> append(his, message("his")));
            needs("i", his -> mine.copyTo(UidSet.ALL, his));
            needs("rs", his -> add(his, UidSet.ALL, SystemFlag.SEEN));
            needs("rw", his -> add(his, UidSet.ALL, SystemFlag.FLAGGED));
            needs("rt", his -> add(his, UidSet.ALL, SystemFlag.DELETED));
            needs("re", his -> his.expungeDeleted(UidSet.ALL));
            needs("rte", his -> his.moveTo(UidSet.ALL, mine));
        }
        share("r");
        assertThat(foreign()).isEmpty();
        share("l");
        refuses(() -> ofBob().status(shared()));
        refuses(() -> ofBob().grants(shared()));
        refuses(() -> ofBob().setRights(shared(), new Grant(Optional.empty(), Rights.ALL)));
        share("la");
        assertThat(ofBob().grants(shared()).orElseThrow())
                .containsExactly(new Grant(Optional.of(bob), Rights.of("la")));
        assertThat(ofBob().setRights(shared(), new Grant(Optional.of(alice), Rights.NONE)))
                .isInstanceOf(MailboxOutcome.NotPermitted.class);
    }

    @Test
    void flagsWithoutRight_stayAsTheyWere() {
        withBoth(
                "lrwi",
                (hers, his) -> {
                    append(hers, message("one"), SystemFlag.DELETED);
                    add(his, UidSet.ALL, SystemFlag.FLAGGED, SystemFlag.SEEN);
                    assertThat(his.state().flags(0))
                            .isEqualTo(Flags.of(SystemFlag.FLAGGED, SystemFlag.DELETED));
                    var draft = Flags.of(SystemFlag.DRAFT);
                    his.changeFlags(
                            UidSet.ALL,
                            new FlagChange(FlagChange.Kind.REPLACE, draft),
                            Optional.empty());
                    assertThat(hers.state().flags(0))
                            .isEqualTo(Flags.of(SystemFlag.DRAFT, SystemFlag.DELETED));
                    var all = SystemFlag.values();
                    append(his, message("two"), all);
                    var rest =
                            Arrays.stream(all)
                                    .filter(flag ->
                                            flag != SystemFlag.SEEN && flag != SystemFlag.DELETED)
                                    .toArray(SystemFlag[]::new);
                    assertThat(hers.state().flags(1)).isEqualTo(Flags.of(rest));
                });
    }

    @Test
    void whoBringsMessages_hasSeenThem_andTheOwnerHasNot() {
        try (var mine = ofBob().open(MailboxName.INBOX).orElseThrow()) {
            append(mine, message("one"), SystemFlag.SEEN);
            append(mine, message("two"));
            withBoth(
                    "lrsite",
                    (hers, his) -> {
                        mine.copyTo(UidSet.ALL, his);
                        append(his, message("three"), SystemFlag.SEEN);
                        assertThat(seen(his)).containsExactly(true, false, true);
                        assertThat(seen(hers)).containsExactly(false, false, false);
                        assertThat(unseen(bob, shared())).isEqualTo(1);
                        his.moveTo(UidSet.ofAscending(2, 3), mine);
                        assertThat(seen(mine)).containsExactly(true, false, false, true);
                        assertThat(unseen(bob, shared())).isZero();
                        assertThat(unseen(alice, TEAM)).isEqualTo(1);
                    });
        }
    }

    @Test
    void copyOfMany_keepsWhatItsMakerHasSeen() {
        try (var mine = ofBob().open(MailboxName.INBOX).orElseThrow()) {
            append(mine, message("one"), SystemFlag.SEEN);
            append(mine, message("two"));
            while (mine.state().size() < 1_500) {
                mine.copyTo(UidSet.ALL, mine);
            }
            int count = mine.state().size();
            withBoth(
                    "lrsi",
                    (hers, his) -> {
                        mine.copyTo(UidSet.ALL, his);
                        assertThat(seen(his)).isEqualTo(seen(mine));
                        assertThat(hers.state().count(SystemFlag.SEEN)).isZero();
                        assertThat(unseen(bob, shared())).isEqualTo(count / 2);
                        assertThat(unseen(alice, TEAM)).isEqualTo(count);
                    });
        }
        fixture.restart();
        try (var his = openShared()) {
            assertThat(his.state().count(SystemFlag.SEEN)).isEqualTo(his.state().size() / 2);
        }
    }

    @Test
    void tree_isChangedByThoseWhoMay_andNewMailboxesAreSharedAsThoseAbove() {
        share("l");
        var below = new MailboxName(shared().value() + "/Plans");
        var elsewhere = new MailboxName("Plans");
        refuses(() -> ofBob().create(below, Set.of()));
        share("lk");
        assertThat(ofBob().create(below, Set.of(SpecialUse.SENT)))
                .isInstanceOf(MailboxOutcome.NotPermitted.class);
        assertThat(ofBob().create(below, Set.of())).isInstanceOf(MailboxOutcome.Done.class);
        assertThat(ofBob().create(below, Set.of()))
                .isEqualTo(new MailboxOutcome.AlreadyExists(below));
        assertThat(ofBob().rights(below)).hasValue(Rights.of("lk"));
        assertThat(store().mailboxesOf(alice).find(new MailboxName("Team/Plans"))).isPresent();
        refuses(() -> ofBob().delete(below));
        refuses(() -> ofBob().rename(below, elsewhere));
        share(new MailboxName("Team/Plans"), Optional.of(bob), "lx");
        assertThat(ofBob().rename(below, elsewhere))
                .isInstanceOf(MailboxOutcome.NotPermitted.class);
        var later = new MailboxName(shared().value() + "/Later");
        assertThat(ofBob().rename(below, later)).isInstanceOf(MailboxOutcome.Done.class);
        assertThat(foreign()).containsExactly(shared(), later);
        assertThat(ofBob().delete(later)).isInstanceOf(MailboxOutcome.Done.class);
        assertThat(foreign()).containsExactly(shared());
    }

    @Test
    void rightsOnAnOwnMailbox_leaveItWhatItIs() {
        var sent = new MailboxName("Sent");
        var grant = new Grant(Optional.of(bob), Rights.of("l"));
        assertThat(store().mailboxesOf(alice).setRights(sent, grant))
                .isEqualTo(
                        new MailboxOutcome.Done(
                                store().mailboxesOf(alice).find(sent).orElseThrow()));
        assertThat(ofBob().find(shared()).orElseThrow().specialUses()).isEmpty();
    }

    @Test
    void namesOfOthersMailboxes_areNoOnesOwn() {
        share("lr");
        for (String name : List.of("Shared", "Other Users", "Shared/a@b.example/x", "Shared/x")) {
            assertThat(ofBob().create(new MailboxName(name), Set.of()))
                    .as(name)
                    .isInstanceOf(MailboxOutcome.NotPermitted.class);
            assertThat(ofBob().rename(new MailboxName("Archive"), new MailboxName(name)))
                    .as(name)
                    .isInstanceOf(MailboxOutcome.NotPermitted.class);
        }
        assertThat(ofBob().find(new MailboxName(shared().value() + "/nothing"))).isEmpty();
        ofBob().subscribe(shared());
        assertThat(ofBob().subscriptions()).contains(shared());
    }

    @Test
    void accountThatIsRemoved_leavesNoRights_alsoToWhatItHasOpen() {
        share("lr");
        share(TEAM, Optional.empty(), "l");
        try (var his = openShared()) {
            fixture.removeAccount(bob);
            assertThat(his.rights()).isEqualTo(Rights.NONE);
            assertThat(his.isDeleted()).isTrue();
        }
        assertThat(store().mailboxesOf(alice).grants(TEAM).orElseThrow())
                .containsExactly(new Grant(Optional.empty(), Rights.of("l")));
        assertThat(
                        store().mailboxesOf(alice)
                                .setRights(TEAM, new Grant(Optional.of(bob), Rights.ALL)))
                .isInstanceOf(MailboxOutcome.NotPermitted.class);
    }

    @Test
    void mailboxThatIsDeleted_isGoneForViewers() {
        share("lr");
        try (var his = openShared()) {
            store().mailboxesOf(alice).delete(TEAM);
            assertThat(his.isDeleted()).isTrue();
            assertThat(his.state().isEmpty()).isTrue();
        }
        assertThat(foreign()).isEmpty();
        fixture.sweep();
        create("Team");
    }
}
