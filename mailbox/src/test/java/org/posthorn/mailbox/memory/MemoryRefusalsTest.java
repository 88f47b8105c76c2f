package org.posthorn.mailbox.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.rows.ViewerRows.Viewer;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.ThreadId;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

/// What a database refuses by its keys, memory refuses too, and keeps what was there.
final class MemoryRefusalsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId ALICE = new AccountId(1001);
    private static final AccountId BOB = new AccountId(1002);
    private static final DomainName DOMAIN = new DomainName("example.com");
    private static final EmailAddress ADDRESS = new EmailAddress("alice", DOMAIN);
    private static final ScramVerifier VERIFIER =
            ScramVerifier.decode(
                    "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA=="
                            + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
                            + ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    private final MemoryStorage storage = new MemoryStorage();

    private void change(Consumer<MailTransaction> work) {
        storage.inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private void refuses(Consumer<MailTransaction> work) {
        assertThatThrownBy(() -> change(work)).isInstanceOf(StoreException.class);
    }

    private MailboxId newMailbox() {
        MailboxId mailbox = storage.newMailboxId();
        change(tx -> tx.mailboxes().insert(mailbox, ALICE));
        return mailbox;
    }

    private BodyId newBody() {
        BodyId id = storage.newBodyId();
        try (var mail = Mail.inMemory();
                var body = mail.store().newBody()) {
            body.write("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            var examined = mail.store().examine(body);
            var kept = storage.octets().keep(id, examined);
            change(tx -> tx.bodies().insert(kept, 1));
        }
        return id;
    }

    @Test
    void secondAccountOfAnAddress_isRefused() {
        change(tx -> tx.directory().addDomain(DOMAIN));
        change(tx -> tx.directory().addAccount(ADDRESS, VERIFIER, NOON));
        refuses(tx -> tx.directory().addAccount(ADDRESS, VERIFIER, NOON));
        change(tx -> assertThat(tx.directory().accounts(DOMAIN)).hasSize(1));
    }

    @Test
    void addressesOfNoDomain_andDomainsTwice_areRefused() {
        refuses(tx -> tx.directory().addAccount(ADDRESS, VERIFIER, NOON));
        refuses(tx -> tx.directory().addTarget(ADDRESS, ADDRESS));
        change(tx -> tx.directory().addDomain(DOMAIN));
        refuses(tx -> tx.directory().addDomain(DOMAIN));
    }

    @Test
    void domain_staysWhileAnAccountIsInIt() {
        change(tx -> tx.directory().addDomain(DOMAIN));
        change(tx -> tx.directory().addAccount(ADDRESS, VERIFIER, NOON));
        refuses(tx -> tx.directory().removeDomain(DOMAIN));
    }

    @Test
    void domain_staysWhileAnAliasIsInIt_whichLeadsToATargetOnce() {
        change(tx -> tx.directory().addDomain(DOMAIN));
        change(tx -> tx.directory().addTarget(ADDRESS, ADDRESS));
        refuses(tx -> tx.directory().addTarget(ADDRESS, ADDRESS));
        refuses(tx -> tx.directory().removeDomain(DOMAIN));
        change(tx -> tx.directory().removeTarget(ADDRESS, ADDRESS));
        change(tx -> tx.directory().removeDomain(DOMAIN));
    }

    @Test
    void rename_toATakenName_isRefused_andToItsOwnIsNot() {
        var one = info("one");
        var two = info("two");
        change(tx -> tx.trees().insert(ALICE, one));
        change(tx -> tx.trees().insert(ALICE, two));
        refuses(tx -> tx.trees().rename(one.id(), two.name()));
        change(tx -> tx.trees().rename(one.id(), one.name()));
        change(tx -> assertThat(tx.trees().find(ALICE, one.name())).hasValue(one));
    }

    private MailboxInfo info(String name) {
        return new MailboxInfo(
                storage.newMailboxId(), new MailboxName(name), new UidValidity(1), Set.of());
    }

    @Test
    void numbersOfAMailbox_areNotBegunAnew() {
        var mailbox = newMailbox();
        change(tx -> tx.mailboxes().raiseRecentFloor(mailbox, new Uid(7)));
        refuses(tx -> tx.mailboxes().insert(mailbox, ALICE));
        change(tx -> assertThat(tx.mailboxes().recentFloor(mailbox)).hasValue(new Uid(7)));
    }

    @Test
    void viewer_isNotAddedTwice() {
        var mailbox = newMailbox();
        change(tx -> tx.viewers().addViewer(mailbox, BOB));
        change(tx -> tx.viewers().addSeen(mailbox, BOB, 3));
        refuses(tx -> tx.viewers().addViewer(mailbox, BOB));
        change(tx -> assertThat(tx.viewers().viewers(mailbox)).containsExactly(new Viewer(BOB, 3)));
    }

    @Test
    void messageIsExpungedOnce() {
        var mailbox = newMailbox();
        var row =
                new MessageRow(Uid.FIRST, Flags.NONE, new ModSequence(2), 10, NOON, new BodyId(1));
        var message = new StoredMessage(row, "", new EmailId(1), new ThreadId(1), NOON);
        var three = new ModSequence(3);
        change(tx -> tx.messages().insert(mailbox, List.of(message)));
        change(tx -> tx.expunged().insert(mailbox, List.of(row), three, NOON, false));
        refuses(tx -> tx.expunged().insert(mailbox, List.of(row), new ModSequence(4), NOON, false));
        change(tx -> assertThat(tx.expunged().since(mailbox, three).toString()).isEmpty());
    }

    @Test
    void mailboxGoesOnce() {
        var mailbox = newMailbox();
        change(tx -> tx.pending().addGone(mailbox, ALICE));
        refuses(tx -> tx.pending().addGone(mailbox, ALICE));
        change(tx -> assertThat(tx.pending().lastGone()).isEqualTo(1));
    }

    @Test
    void messageIsExpandedOnce() {
        var message = new BodyId(1);
        var expansion = new Expansion(message, new BodyId(2), 5, NOON);
        change(tx -> tx.pending().addExpansion(expansion));
        refuses(tx -> tx.pending().addExpansion(new Expansion(message, new BodyId(3), 0, NOON)));
        change(tx -> assertThat(tx.pending().expansion(message)).hasValue(expansion));
    }

    @Test
    void bodyThatIsShown_isNeitherRetiredNorDeleted() {
        var body = newBody();
        refuses(tx -> tx.bodies().retire(List.of(body), NOON));
        assertThatThrownBy(() -> storage.octets().delete(List.of(body)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(storage.octets().whole(List.of(body))).containsKey(body);
    }

    @Test
    void bodyIsRetiredOnce() {
        var body = newBody();
        change(tx -> tx.bodies().retire(tx.bodies().releaseReferences(List.of(body)), NOON));
        refuses(tx -> tx.bodies().retire(List.of(body), NOON.plusSeconds(9)));
        change(tx ->
                assertThat(tx.bodies().retired(NOON.plusSeconds(1), 10)).containsExactly(body));
    }
}
