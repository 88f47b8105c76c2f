package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.UidSet;

/// What every directory does, whatever keeps its rows.
public abstract class DirectoryContract {
    protected static final DomainName EXAMPLE = new DomainName("example.com");
    protected static final EmailAddress ALICE = new EmailAddress("alice", EXAMPLE);
    protected static final EmailAddress BOB = new EmailAddress("bob", EXAMPLE);
    protected static final EmailAddress SALES = new EmailAddress("sales", EXAMPLE);
    protected static final EmailAddress TEAM = new EmailAddress("team", EXAMPLE);
    protected static final Password SECRET = new Password("secret");

    protected AccountDirectory directory;

    /// The storage of this test, empty at first.
    protected abstract DirectoryStorage storage();

    /// The mail beside that storage.
    protected abstract MailStore store();

    @BeforeEach
    void open() {
        directory =
                new AccountDirectory(
                        storage(), ScramVerifier.MIN_ITERATIONS, new CountingDerivation());
        assertThat(directory.addDomain(EXAMPLE)).isEqualTo(new Done());
    }

    private void addAccounts(EmailAddress... addresses) {
        for (var address : addresses) {
            assertThat(directory.addAccount(address, SECRET)).isEqualTo(new Done());
        }
    }

    private void addAlias(EmailAddress alias, EmailAddress... targets) {
        for (var target : targets) {
            assertThat(directory.addAliasTarget(alias, target)).isEqualTo(new Done());
        }
    }

    private Account account(EmailAddress address) {
        return directory.account(address).orElseThrow();
    }

    private List<EmailAddress> recipients(EmailAddress address) {
        return directory.resolve(address) instanceof Recipients.Accounts(var accounts)
                ? accounts.stream().map(Account::address).toList()
                : List.of();
    }

    private static EmailAddress address(String localPart) {
        return new EmailAddress(localPart, EXAMPLE);
    }

    // Domains

    @Test
    void domains_areSorted_andLocal() {
        var first = new DomainName("a.example");
        directory.addDomain(first);

        assertThat(directory.domains()).containsExactly(first, EXAMPLE);
        assertThat(directory.isLocal(first)).isTrue();
        assertThat(directory.isLocal(new DomainName("b.example"))).isFalse();
    }

    @Test
    void addDomain_twice_saysThatItExists() {
        assertThat(directory.addDomain(EXAMPLE)).isEqualTo(new AlreadyExists("domain example.com"));
    }

    @Test
    void removeDomain_empty_isLocalNoMore() {
        assertThat(directory.isLocal(EXAMPLE)).isTrue();

        assertThat(directory.removeDomain(EXAMPLE)).isEqualTo(new Done());

        assertThat(directory.isLocal(EXAMPLE)).isFalse();
        assertThat(directory.resolve(ALICE)).isEqualTo(new Recipients.Foreign());
        assertThat(directory.domains()).isEmpty();
    }

    @Test
    void removeDomain_unknown_saysSo() {
        assertThat(directory.removeDomain(new DomainName("b.example")))
                .isEqualTo(new NotFound("domain b.example"));
    }

    @Test
    void removeDomain_withAccountOrAlias_isRefused() {
        var other = new DomainName("other.example");
        directory.addDomain(other);
        addAccounts(ALICE);
        addAlias(new EmailAddress("alias", other), ALICE);

        assertThat(directory.removeDomain(EXAMPLE)).isInstanceOf(Refused.class);
        assertThat(directory.removeDomain(other)).isInstanceOf(Refused.class);
        assertThat(directory.domains()).containsExactly(EXAMPLE, other);
    }

    // Accounts

    @Test
    void addAccount_isEnabledAndHasItsMailboxes() {
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        addAccounts(ALICE);

        var alice = account(ALICE);
        assertThat(alice.address()).isEqualTo(ALICE);
        assertThat(alice.enabled()).isTrue();
        assertThat(alice.created()).isBetween(before, Instant.now());
        assertThat(directory.account(alice.id())).contains(alice);
        var mailboxes = store().mailboxesOf(alice.id());
        assertThat(mailboxes.list())
                .extracting(mailbox -> mailbox.name().toString())
                .containsExactlyInAnyOrder("INBOX", "Drafts", "Sent", "Junk", "Trash", "Archive");
        assertThat(mailboxes.subscriptions()).hasSize(6);
    }

    @Test
    void addAccount_addressOfAnyKind_isFound() throws Exception {
        var strange = EmailAddress.parse("\"Ünseen <a@b>\"@example.com");
        addAccounts(strange);

        assertThat(account(strange).address()).isEqualTo(strange);
        assertThat(recipients(strange)).containsExactly(strange);
    }

    @Test
    void addAccount_addressTaken_saysByWhat() {
        addAccounts(ALICE);
        addAlias(SALES, ALICE);

        assertThat(directory.addAccount(ALICE, SECRET))
                .isEqualTo(new AlreadyExists("account alice@example.com"));
        assertThat(directory.addAccount(SALES, SECRET))
                .isEqualTo(new AlreadyExists("alias sales@example.com"));
        assertThat(directory.accounts(EXAMPLE)).hasSize(1);
    }

    @Test
    void addAccount_foreignDomain_isNotFound() {
        assertThat(directory.addAccount(foreign(), SECRET))
                .isEqualTo(new NotFound("domain other.example"));
    }

    private static EmailAddress foreign() {
        return new EmailAddress("carol", new DomainName("other.example"));
    }

    @Test
    void addAccount_uselessPassword_isRefused() {
        assertThat(directory.addAccount(ALICE, new Password("")))
                .isEqualTo(new Refused("The password is empty."));
        assertThat(directory.account(ALICE)).isEmpty();
    }

    @Test
    void accounts_areSorted_andThoseOfTheDomainOnly() {
        var other = new DomainName("other.example");
        directory.addDomain(other);
        addAccounts(BOB, ALICE, new EmailAddress("carol", other));

        assertThat(directory.accounts(EXAMPLE))
                .extracting(Account::address)
                .containsExactly(ALICE, BOB);
        assertThat(directory.accounts(new DomainName("none.example"))).isEmpty();
    }

    @Test
    void setPassword_changesWhoCanLogIn() {
        addAccounts(ALICE);
        var authenticator = directory.authenticator();
        var login = ALICE.toString();
        var changed = new Password("changed");
        assertThat(authenticator.authenticate(login, SECRET))
                .isEqualTo(new Authentication.Success(account(ALICE)));

        assertThat(directory.setPassword(ALICE, changed)).isEqualTo(new Done());

        assertThat(authenticator.authenticate(login, SECRET))
                .isEqualTo(new Authentication.Failure());
        assertThat(authenticator.authenticate(login, changed))
                .isEqualTo(new Authentication.Success(account(ALICE)));
        assertThat(directory.setPassword(ALICE, new Password("\t"))).isInstanceOf(Refused.class);
    }

    @Test
    void setEnabled_false_keepsOutMailAndLogins() {
        addAccounts(ALICE);
        var authenticator = directory.authenticator();
        authenticator.authenticate(ALICE.toString(), SECRET);
        assertThat(recipients(ALICE)).containsExactly(ALICE);

        assertThat(directory.setEnabled(ALICE, false)).isEqualTo(new Done());

        assertThat(account(ALICE).enabled()).isFalse();
        assertThat(directory.resolve(ALICE)).isEqualTo(new Recipients.Disabled());
        assertThat(authenticator.authenticate(ALICE.toString(), SECRET))
                .isEqualTo(new Authentication.Failure());

        assertThat(directory.setEnabled(ALICE, true)).isEqualTo(new Done());
        assertThat(recipients(ALICE)).containsExactly(ALICE);
        assertThat(authenticator.authenticate(ALICE.toString(), SECRET))
                .isInstanceOf(Authentication.Success.class);
    }

    @Test
    void removeAccount_takesItsMailboxesAlong_andItsNumberIsNotUsedAgain() {
        addAccounts(ALICE);
        var before = account(ALICE).id();
        var mailboxes = store().mailboxesOf(before);
        var inbox = mailboxes.open(MailboxName.INBOX).orElseThrow();
        try (var body = store().newBody()) {
            body.write("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
            store().deliver(store().examine(body), List.of(new Placement.IntoInbox(before, "")));
        }
        assertThat(inbox.state().size()).isEqualTo(1);

        assertThat(directory.removeAccount(ALICE)).isEqualTo(new Done());

        assertThat(inbox.isDeleted()).isTrue();
        inbox.close();
        assertThat(mailboxes.list()).isEmpty();
        assertThat(mailboxes.subscriptions()).isEmpty();

        assertThat(directory.account(ALICE)).isEmpty();
        assertThat(directory.account(before)).isEmpty();
        assertThat(directory.resolve(ALICE)).isEqualTo(new Recipients.Unknown());
        addAccounts(ALICE);
        assertThat(account(ALICE).id()).isNotEqualTo(before);
    }

    /// More messages than one commit removes.
    private void fillUp(Mailbox mailbox) {
        try (var body = store().newBody()) {
            body.write("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
            mailbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
        while (mailbox.state().size() <= 10_000) {
            mailbox.copyTo(UidSet.ALL, mailbox);
        }
    }

    @Test
    void removeAccount_ofMoreMailThanOneCommitTakes_vanishesAtOnce() {
        addAccounts(ALICE);
        var mailboxes = store().mailboxesOf(account(ALICE).id());
        try (var inbox = mailboxes.open(MailboxName.INBOX).orElseThrow()) {
            fillUp(inbox);

            assertThat(directory.removeAccount(ALICE)).isEqualTo(new Done());

            assertThat(inbox.isDeleted()).isTrue();
            assertThat(inbox.state().size()).isZero();
        }
        assertThat(mailboxes.list()).isEmpty();
    }

    @Test
    void removeAccount_thatIsRefused_leavesItsMail() {
        addAccounts(ALICE);
        addAlias(SALES, ALICE);
        try (var inbox =
                store().mailboxesOf(account(ALICE).id()).open(MailboxName.INBOX).orElseThrow()) {
            fillUp(inbox);
            int before = inbox.state().size();

            assertThat(directory.removeAccount(ALICE)).isInstanceOf(Refused.class);

            assertThat(inbox.state().size()).isEqualTo(before);
        }
    }

    @Test
    void changeOfAccount_unknown_saysSo() {
        var outcome = new NotFound("account alice@example.com");

        assertThat(directory.removeAccount(ALICE)).isEqualTo(outcome);
        assertThat(directory.setEnabled(ALICE, true)).isEqualTo(outcome);
        assertThat(directory.setPassword(ALICE, SECRET)).isEqualTo(outcome);
    }

    @Test
    void watch_hearsWhatEndsItsSession() {
        addAccounts(ALICE, BOB);
        var heard = new ArrayList<AccountChange>();
        try (var _ = directory.watch(account(ALICE).id(), heard::add)) {
            directory.setPassword(ALICE, new Password("changed"));
            directory.setEnabled(ALICE, false);
            directory.setEnabled(ALICE, true);
            directory.setEnabled(BOB, false);
            directory.removeAccount(ALICE);
        }

        assertThat(heard)
                .containsExactly(
                        AccountChange.PASSWORD_CHANGED,
                        AccountChange.DISABLED,
                        AccountChange.REMOVED);
    }

    @Test
    void watch_ofOneThatIsGoneOrDisabled_hearsAtOnce() {
        addAccounts(ALICE, BOB);
        var alice = account(ALICE).id();
        directory.removeAccount(ALICE);
        directory.setEnabled(BOB, false);
        var heard = new ArrayList<AccountChange>();

        directory.watch(alice, heard::add).close();
        directory.watch(account(BOB).id(), heard::add).close();

        assertThat(heard).containsExactly(AccountChange.REMOVED, AccountChange.DISABLED);
    }

    @Test
    void change_thatFails_leavesNothing() {
        var storage = storage();

        assertThatThrownBy(() ->
                        storage.change(tx -> {
                            tx.rows().addDomain(new DomainName("b.example"));
                            tx.rows().removeDomain(EXAMPLE);
                            throw new IllegalStateException("on purpose");
                        }))
                .hasMessage("on purpose");

        assertThat(directory.domains()).containsExactly(EXAMPLE);
    }

    // Aliases

    @Test
    void resolve_ofWhatNobodyHas_saysWhetherItCouldBeHere() {
        assertThat(directory.resolve(ALICE)).isEqualTo(new Recipients.Unknown());
        assertThat(directory.resolve(address("postmaster"))).isEqualTo(new Recipients.Unknown());
        assertThat(directory.resolve(foreign())).isEqualTo(new Recipients.Foreign());
    }

    @Test
    void resolve_afterItWasUnknown_findsTheNewAccount() {
        assertThat(directory.resolve(ALICE)).isEqualTo(new Recipients.Unknown());
        addAccounts(ALICE);

        assertThat(recipients(ALICE)).containsExactly(ALICE);
    }

    @Test
    void resolve_alias_leadsToEachAccountOnce() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, BOB, ALICE);
        addAlias(TEAM, SALES, ALICE);

        assertThat(recipients(SALES)).containsExactly(ALICE, BOB);
        assertThat(recipients(TEAM)).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void resolve_alias_leavesOutDisabledAccounts() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE, BOB);

        directory.setEnabled(ALICE, false);
        assertThat(recipients(SALES)).containsExactly(BOB);

        directory.setEnabled(BOB, false);
        assertThat(directory.resolve(SALES)).isEqualTo(new Recipients.Disabled());
    }

    @Test
    void resolve_detail_isTheAccounts_unlessSomebodyHasThatAddress() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE);
        addAlias(address("alice+work"), BOB);

        assertThat(recipients(address("alice+lists"))).containsExactly(ALICE);
        assertThat(recipients(address("alice+lists+more"))).containsExactly(ALICE);
        assertThat(recipients(address("sales+x"))).containsExactly(ALICE);
        assertThat(recipients(address("alice+work"))).containsExactly(BOB);
        assertThat(directory.resolve(address("carol+x"))).isEqualTo(new Recipients.Unknown());
        assertThat(directory.account(address("alice+lists"))).isEmpty();
    }

    @Test
    void aliases_areSortedWithSortedTargets() {
        addAccounts(ALICE, BOB);
        addAlias(TEAM, BOB, ALICE);
        addAlias(SALES, TEAM);

        assertThat(directory.aliases(EXAMPLE))
                .containsExactly(
                        new Alias(SALES, List.of(TEAM)), new Alias(TEAM, List.of(ALICE, BOB)));
    }

    @Test
    void addAliasTarget_thatDoesNotExist_isNotFound() {
        addAccounts(ALICE);

        assertThat(directory.addAliasTarget(SALES, BOB))
                .isEqualTo(new NotFound("account or alias bob@example.com"));
        assertThat(directory.addAliasTarget(SALES, address("alice+x")))
                .isInstanceOf(NotFound.class);
        assertThat(directory.addAliasTarget(foreign(), ALICE))
                .isEqualTo(new NotFound("domain other.example"));
        assertThat(directory.aliases(EXAMPLE)).isEmpty();
    }

    @Test
    void addAliasTarget_elsewhere_isRefused() {
        assertThat(directory.addAliasTarget(SALES, foreign()))
                .isEqualTo(
                        new Refused(
                                "carol@other.example is not an address of a domain here; an alias"
                                        + " can stand for local addresses only."));
    }

    @Test
    void addAliasTarget_twiceOrForAnAccount_saysThatItExists() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE);

        assertThat(directory.addAliasTarget(SALES, ALICE))
                .isEqualTo(
                        new AlreadyExists("target alice@example.com of alias sales@example.com"));
        assertThat(directory.addAliasTarget(BOB, ALICE))
                .isEqualTo(new AlreadyExists("account bob@example.com"));
    }

    @Test
    void addAliasTarget_thatLeadsBack_isRefused() {
        addAccounts(ALICE);
        addAlias(SALES, ALICE);
        addAlias(TEAM, SALES);

        assertThat(directory.addAliasTarget(SALES, SALES)).isInstanceOf(Refused.class);
        assertThat(directory.addAliasTarget(SALES, TEAM))
                .isEqualTo(
                        new Refused(
                                "The alias team@example.com leads to sales@example.com already;"
                                        + " mail would go round in circles."));
    }

    @Test
    void addAliasTarget_chainOfMoreThanTen_isRefusedAtEitherEnd() {
        addAccounts(ALICE);
        addAlias(address("a1"), ALICE);
        for (int i = 2; i <= 10; i++) {
            addAlias(address("a" + i), address("a" + (i - 1)));
        }
        assertThat(recipients(address("a10"))).containsExactly(ALICE);

        assertThat(directory.addAliasTarget(address("a11"), address("a10")))
                .isInstanceOf(Refused.class);
        addAlias(SALES, ALICE);
        assertThat(directory.addAliasTarget(address("a1"), SALES)).isInstanceOf(Refused.class);
    }

    @Test
    void removeAliasTarget_theLast_removesTheAlias() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE, BOB);

        assertThat(directory.removeAliasTarget(SALES, ALICE)).isEqualTo(new Done());
        assertThat(recipients(SALES)).containsExactly(BOB);
        assertThat(directory.removeAliasTarget(SALES, BOB)).isEqualTo(new Done());
        assertThat(directory.resolve(SALES)).isEqualTo(new Recipients.Unknown());
        assertThat(directory.aliases(EXAMPLE)).isEmpty();
    }

    @Test
    void removeAlias_unknown_saysSo() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE);

        assertThat(directory.removeAlias(TEAM)).isEqualTo(new NotFound("alias team@example.com"));
        assertThat(directory.removeAliasTarget(TEAM, ALICE))
                .isEqualTo(new NotFound("alias team@example.com"));
        assertThat(directory.removeAliasTarget(SALES, BOB))
                .isEqualTo(new NotFound("target bob@example.com of alias sales@example.com"));
    }

    @Test
    void remove_whatAnAliasStandsForAlone_isRefused() {
        addAccounts(ALICE);
        addAlias(SALES, ALICE);
        addAlias(TEAM, SALES);

        assertThat(directory.removeAccount(ALICE))
                .isEqualTo(
                        new Refused(
                                "The alias sales@example.com stands for alice@example.com alone;"
                                        + " remove the alias or give it another target first."));
        assertThat(directory.removeAlias(SALES)).isInstanceOf(Refused.class);
        assertThat(directory.removeAliasTarget(SALES, ALICE)).isInstanceOf(Refused.class);
        assertThat(recipients(TEAM)).containsExactly(ALICE);
    }

    @Test
    void remove_whatAnAliasStandsForAmongOthers_shortensTheAlias() {
        addAccounts(ALICE, BOB);
        addAlias(SALES, ALICE, BOB);
        addAlias(TEAM, SALES, BOB);

        assertThat(directory.removeAccount(ALICE)).isEqualTo(new Done());
        assertThat(directory.aliases(EXAMPLE))
                .containsExactly(
                        new Alias(SALES, List.of(BOB)), new Alias(TEAM, List.of(BOB, SALES)));
        assertThat(directory.removeAlias(SALES)).isEqualTo(new Done());
        assertThat(directory.aliases(EXAMPLE)).containsExactly(new Alias(TEAM, List.of(BOB)));
    }
}
