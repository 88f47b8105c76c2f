package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidValidity;

public abstract class TreeRowsContract extends RowsContract {
    /// 700 characters of three octets each: no index takes it whole.
    private static final String LONG = "漢字".repeat(350);

    @BeforeEach
    void addTrees() {
        change(tx -> {
            tx.trees().addTree(ALICE);
            tx.trees().addTree(BOB);
        });
    }

    private MailboxInfo add(AccountId account, String name, SpecialUse... uses) {
        var info =
                new MailboxInfo(
                        one().newMailboxId(),
                        new MailboxName(name),
                        new UidValidity(4_000_000_000L),
                        Set.of(uses));
        change(tx -> tx.trees().insert(account, info));
        return info;
    }

    private Optional<MailboxInfo> find(AccountId account, String name) {
        return read(tx -> tx.trees().find(account, new MailboxName(name)));
    }

    @Test
    void version_beginsWith1_andRisesByAdvances_ofItsAccountOnly() {
        verify(tx -> assertThat(tx.trees().version(ALICE)).hasValue(1));
        change(tx -> assertThat(tx.trees().advance(ALICE)).hasValue(2));
        change(tx -> assertThat(tx.trees().advance(ALICE)).hasValue(3));
        verify(tx -> assertThat(tx.trees().version(ALICE)).hasValue(3));
        verify(tx -> assertThat(tx.trees().version(BOB)).hasValue(1));
    }

    @Test
    void treeThatIsGone_hasNoVersion_andCannotAdvance() {
        change(tx -> tx.trees().removeTree(ALICE));
        verify(tx -> assertThat(tx.trees().version(ALICE)).isEmpty());
        change(tx -> assertThat(tx.trees().advance(ALICE)).isEmpty());
        verify(tx -> assertThat(tx.trees().version(BOB)).isPresent());
    }

    @Test
    void advance_byManyAtOnce_givesEachAVersionOfItsOwn() throws Exception {
        var all = new ArrayList<Callable<OptionalLong>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() -> side.inTransaction(tx -> tx.trees().advance(ALICE)));
        }
        assertThat(together(all)).doesNotHaveDuplicates();
        verify(tx -> assertThat(tx.trees().version(ALICE)).hasValue(9));
    }

    @Test
    void mailboxes_areFoundByAccountNameAndId() {
        var inbox = add(ALICE, "INBOX");
        var drafts = add(ALICE, "Drafts", SpecialUse.DRAFTS, SpecialUse.FLAGGED, SpecialUse.ALL);
        var ofBob = add(BOB, "INBOX");
        verify(tx ->
                assertThat(tx.trees().mailboxes(ALICE)).containsExactlyInAnyOrder(inbox, drafts));
        assertThat(find(ALICE, "Drafts")).hasValue(drafts);
        assertThat(find(BOB, "inbox")).hasValue(ofBob);
        assertThat(find(BOB, "Drafts")).isEmpty();
        assertThat(find(ALICE, "drafts")).isEmpty();
        verify(tx ->
                assertThat(tx.trees().mailbox(drafts.id()))
                        .hasValue(new TreeRows.Owned(ALICE, drafts)));
        verify(tx -> assertThat(tx.trees().mailbox(one().newMailboxId())).isEmpty());
    }

    @Test
    void nameOf700Characters_isKeptWhole_andToldFromOneThatDiffersAtItsEnd() {
        var one = add(ALICE, LONG + "一");
        var two = add(ALICE, LONG + "二");
        assertThat(find(ALICE, LONG + "一")).hasValue(one);
        assertThat(find(ALICE, LONG + "二")).hasValue(two);
        assertThat(find(ALICE, LONG)).isEmpty();
        for (String end : List.of("一", "二")) {
            change(tx -> tx.trees().subscribe(ALICE, new MailboxName(LONG + end)));
        }
        change(tx -> tx.trees().unsubscribe(ALICE, new MailboxName(LONG + "一")));
        verify(tx ->
                assertThat(tx.trees().subscriptions(ALICE))
                        .containsExactly(new MailboxName(LONG + "二")));
        change(tx -> tx.trees().rename(two.id(), new MailboxName(LONG + "三")));
        assertThat(find(ALICE, LONG + "三").map(MailboxInfo::id)).hasValue(two.id());
    }

    @Test
    void secondMailboxOfAName_isRefused() {
        add(ALICE, "Work");
        assertThatThrownBy(() -> add(ALICE, "Work")).isInstanceOf(StoreException.class);
        verify(tx -> assertThat(tx.trees().mailboxes(ALICE)).hasSize(1));
    }

    @Test
    void rename_keepsAllButTheName_andFreesTheOld() {
        var before = add(ALICE, "Work", SpecialUse.ARCHIVE);
        change(tx -> tx.trees().rename(before.id(), new MailboxName("Play")));
        assertThat(find(ALICE, "Work")).isEmpty();
        assertThat(find(ALICE, "Play"))
                .hasValue(
                        new MailboxInfo(
                                before.id(),
                                new MailboxName("Play"),
                                before.uidValidity(),
                                before.specialUses()));
        var again = add(ALICE, "Work");
        assertThat(find(ALICE, "Work")).hasValue(again);
    }

    @Test
    void remove_takesOneMailbox_andLeavesItsNameFree() {
        var gone = add(ALICE, "Work");
        var stays = add(ALICE, "Play");
        change(tx -> tx.trees().remove(gone.id()));
        verify(tx -> assertThat(tx.trees().mailboxes(ALICE)).containsExactly(stays));
        verify(tx -> assertThat(tx.trees().mailbox(gone.id())).isEmpty());
        assertThat(find(ALICE, "Work")).isEmpty();
        add(ALICE, "Work");
    }

    @Test
    void uidValidities_riseFromBothSides_andAreNotBelowTheClock() {
        long now = System.currentTimeMillis() / 1000;
        long last = now - 1;
        for (int i = 0; i < 10; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            long next = side.inTransaction(tx -> tx.trees().newUidValidity()).value();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void subscriptions_areNames_whetherOrNotThereAreSuchMailboxes_inOrder() {
        for (String name : List.of("b", "a", "c/d")) {
            change(tx -> tx.trees().subscribe(ALICE, new MailboxName(name)));
        }
        change(tx -> tx.trees().subscribe(BOB, new MailboxName("a")));
        change(tx -> tx.trees().unsubscribe(ALICE, new MailboxName("b")));
        change(tx -> tx.trees().unsubscribe(ALICE, new MailboxName("never was")));
        verify(tx ->
                assertThat(tx.trees().subscriptions(ALICE))
                        .containsExactly(new MailboxName("a"), new MailboxName("c/d")));
        verify(tx ->
                assertThat(tx.trees().subscriptions(BOB)).containsExactly(new MailboxName("a")));
    }

    private void grant(MailboxId mailbox, Optional<AccountId> grantee, String letters) {
        change(tx -> tx.trees().setRight(new MailboxRight(mailbox, grantee, Rights.of(letters))));
    }

    private static MailboxRight right(
            MailboxId mailbox, Optional<AccountId> grantee, String letters) {
        return new MailboxRight(mailbox, grantee, Rights.of(letters));
    }

    @Test
    void rights_areThoseSetLast_andNoneRemoveTheRow() {
        var mailbox = newMailbox();
        grant(mailbox, Optional.of(BOB), "lr");
        grant(mailbox, Optional.empty(), "l");
        grant(mailbox, Optional.of(BOB), "lrswipkxtea");
        verify(tx ->
                assertThat(tx.trees().rights(mailbox))
                        .containsExactlyInAnyOrder(
                                right(mailbox, Optional.of(BOB), "lrswipkxtea"),
                                right(mailbox, Optional.empty(), "l")));
        grant(mailbox, Optional.of(BOB), "");
        grant(mailbox, Optional.of(ALICE), "");
        verify(tx ->
                assertThat(tx.trees().rights(mailbox))
                        .containsExactly(right(mailbox, Optional.empty(), "l")));
    }

    @Test
    void rightsOf_areThoseOfTheAccountAndOfEveryone() {
        var first = newMailbox();
        var second = newMailbox();
        grant(first, Optional.of(BOB), "lr");
        grant(second, Optional.empty(), "l");
        grant(second, Optional.of(ALICE), "lrs");
        verify(tx ->
                assertThat(tx.trees().rightsOf(BOB))
                        .containsExactlyInAnyOrder(
                                right(first, Optional.of(BOB), "lr"),
                                right(second, Optional.empty(), "l")));
    }

    @Test
    void rights_goWithTheMailbox_orWithTheAccount() {
        var first = newMailbox();
        var second = newMailbox();
        for (MailboxId mailbox : List.of(first, second)) {
            grant(mailbox, Optional.of(ALICE), "l");
            grant(mailbox, Optional.of(BOB), "l");
            grant(mailbox, Optional.empty(), "l");
        }
        change(tx -> tx.trees().removeRights(first));
        verify(tx -> assertThat(tx.trees().rights(first)).isEmpty());
        change(tx -> tx.trees().removeRightsOf(BOB));
        verify(tx ->
                assertThat(tx.trees().rights(second))
                        .containsExactlyInAnyOrder(
                                right(second, Optional.of(ALICE), "l"),
                                right(second, Optional.empty(), "l")));
    }
}
