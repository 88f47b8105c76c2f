package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxOutcome.AlreadyExists;
import org.posthorn.mailbox.store.MailboxOutcome.Done;
import org.posthorn.mailbox.store.MailboxOutcome.HasChildren;
import org.posthorn.mailbox.store.MailboxOutcome.NoSuchMailbox;
import org.posthorn.mailbox.store.MailboxOutcome.NotPermitted;

public abstract class MailboxTreeContract extends StoreContract {
    private Mailboxes mailboxes() {
        return store().mailboxesOf(alice);
    }

    private static MailboxName name(String name) {
        return new MailboxName(name);
    }

    private List<String> names() {
        return mailboxes().list().stream().map(info -> info.name().value()).toList();
    }

    @Test
    void newAccount_hasItsDefaultMailboxes_subscribed() {
        assertThat(names()).containsExactly("Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash");
        assertThat(mailboxes().subscriptions()).hasSize(6);
        assertThat(mailboxes().find(name("Sent")).orElseThrow().specialUses())
                .containsExactly(SpecialUse.SENT);
        assertThat(mailboxes().find(name("inbox")).orElseThrow().specialUses()).isEmpty();
    }

    @Test
    void accountThatDoesNotExist_hasNoMailboxes() {
        var nobody = store().mailboxesOf(new AccountId(4711));
        assertThat(nobody.list()).isEmpty();
        assertThat(nobody.open(MailboxName.INBOX)).isEmpty();
        assertThat(nobody.status(MailboxName.INBOX)).isEmpty();
    }

    @Test
    void accountsDoNotSeeEachOther() {
        AccountId bob = fixture.newAccount();
        create("Work");
        assertThat(store().mailboxesOf(bob).find(name("Work"))).isEmpty();
    }

    @Test
    void create_makesMissingParents_asRealMailboxes() {
        var outcome = mailboxes().create(name("a/b/c"), Set.of(SpecialUse.ARCHIVE));
        assertThat(outcome).isInstanceOf(Done.class);
        assertThat(names()).contains("a", "a/b", "a/b/c");
        assertThat(mailboxes().open(name("a/b"))).isPresent();
        assertThat(mailboxes().find(name("a/b/c")).orElseThrow().specialUses())
                .containsExactly(SpecialUse.ARCHIVE);
    }

    @Test
    void create_ofOneThatExists_isRefused() {
        assertThat(mailboxes().create(name("iNbOx"), Set.of()))
                .isEqualTo(new AlreadyExists(MailboxName.INBOX));
    }

    @Test
    void create_afterDelete_givesHigherUidValidity_andNewId() {
        var first = ((Done) mailboxes().create(name("Work"), Set.of())).mailbox();
        mailboxes().delete(name("Work"));
        var second = ((Done) mailboxes().create(name("Work"), Set.of())).mailbox();
        assertThat(second.uidValidity().value()).isGreaterThan(first.uidValidity().value());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void delete_removesMessagesAndBodies_andTellsThoseWhoHaveItOpen() {
        create("Work");
        try (var work = open("Work")) {
            fill(work, 3);
            var woken = new int[1];
            work.onChange(() -> woken[0]++);
            assertThat(mailboxes().delete(name("Work"))).isInstanceOf(Done.class);
            assertThat(work.isDeleted()).isTrue();
            assertThat(work.state().isEmpty()).isTrue();
            assertThat(woken[0]).isEqualTo(1);
        }
        assertThat(names()).doesNotContain("Work");
        assertThat(mailboxes().open(name("Work"))).isEmpty();
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void delete_isRefused_whereItMustBe() {
        create("a/b");
        assertThat(mailboxes().delete(name("a"))).isEqualTo(new HasChildren(name("a")));
        assertThat(mailboxes().delete(name("x"))).isEqualTo(new NoSuchMailbox(name("x")));
        assertThat(mailboxes().delete(MailboxName.INBOX)).isInstanceOf(NotPermitted.class);
    }

    @Test
    void rename_takesChildrenAlong_andKeepsIdsAndUids() {
        create("a/b");
        Uid uid;
        MailboxId id;
        try (var mailbox = open("a/b")) {
            uid = append(mailbox, message("one"));
            id = mailbox.info().id();
            assertThat(mailboxes().rename(name("a"), name("x/y"))).isInstanceOf(Done.class);
            assertThat(mailbox.info().name()).isEqualTo(name("x/y/b"));
        }
        assertThat(names()).contains("x", "x/y", "x/y/b").doesNotContain("a", "a/b");
        try (var mailbox = open("x/y/b")) {
            assertThat(mailbox.info().id()).isEqualTo(id);
            assertThat(text(mailbox, uid)).isEqualTo(message("one"));
        }
    }

    @Test
    void rename_isRefused_whereItMustBe() {
        create("a/b");
        assertThat(mailboxes().rename(name("x"), name("y")))
                .isEqualTo(new NoSuchMailbox(name("x")));
        assertThat(mailboxes().rename(name("a"), name("Sent")))
                .isEqualTo(new AlreadyExists(name("Sent")));
        assertThat(mailboxes().rename(name("a"), name("a/b/c"))).isInstanceOf(NotPermitted.class);
        create("d".repeat(200));
        create("d".repeat(200) + "/" + "e".repeat(200));
        String deep = ("f".repeat(200) + "/").repeat(4) + "g";
        assertThat(mailboxes().rename(name("d".repeat(200)), name(deep)))
                .isInstanceOf(NotPermitted.class);
        assertThat(names()).contains("a/b", "d".repeat(200));
    }

    @Test
    void rename_ofInbox_movesItsMessages_andLeavesItsChildren() {
        create("INBOX/child");
        deliver(message("one"), alice);
        assertThat(mailboxes().rename(MailboxName.INBOX, name("Old/2026")))
                .isInstanceOf(Done.class);
        try (var inbox = open("INBOX");
                var old = open("Old/2026")) {
            assertThat(inbox.state().isEmpty()).isTrue();
            assertThat(text(old, Uid.FIRST)).isEqualTo(header(alice) + message("one"));
        }
        assertThat(names()).contains("INBOX/child", "Old");
        assertThat(mailboxes().rename(MailboxName.INBOX, name("Sent")))
                .isEqualTo(new AlreadyExists(name("Sent")));
        deliver(message("two"), alice);
        try (var inbox = open("INBOX")) {
            assertThat(uids(inbox.state())).containsExactly(2L);
        }
    }

    @Test
    void subscription_needsNoMailbox_andOutlivesIt() {
        create("Work");
        mailboxes().subscribe(name("Work"));
        mailboxes().subscribe(name("Work"));
        mailboxes().subscribe(name("Nowhere"));
        mailboxes().unsubscribe(name("Junk"));
        mailboxes().delete(name("Work"));
        fixture.restart();
        assertThat(mailboxes().subscriptions())
                .contains(name("Work"), name("Nowhere"))
                .doesNotContain(name("Junk"));
    }

    @Test
    void tree_survivesARestart() {
        create("Entwürfe/日本語");
        var before = mailboxes().list();
        fixture.restart();
        assertThat(mailboxes().list()).isEqualTo(before);
    }

    @Test
    void removedAccount_leavesNothing() {
        AccountId bob = fixture.newAccount();
        deliver(message("one"), bob);
        try (var inbox = store().mailboxesOf(bob).open(MailboxName.INBOX).orElseThrow()) {
            fixture.removeAccount(bob);
            assertThat(inbox.isDeleted()).isTrue();
        }
        assertThat(store().mailboxesOf(bob).list()).isEmpty();
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }
}
