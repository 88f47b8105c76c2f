package org.posthorn.smtp.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.store.MailboxName;

/// The rules, one after the other; what is checked is the tree as administrators see it.
final class RouterTest {
    private static final String STRANGER = "x@far.example";

    private final RouteFixture fixture = new RouteFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void assertPrints(RouteTree tree, String expected) {
        assertThat(tree.print()).isEqualTo(expected);
    }

    private static void assertRefused(RouteTree tree, int code, String status) {
        assertThat(tree.refusal())
                .as(tree.print())
                .hasValueSatisfying(refuse -> {
                    assertThat(refuse.code()).isEqualTo(code);
                    assertThat(refuse.status()).isEqualTo(status);
                });
        assertThat(RouteLeaves.of(List.of(tree)).locals()).isEmpty();
        assertThat(RouteLeaves.of(List.of(tree)).remotes()).isEmpty();
    }

    private RouteTree from(String to) {
        return fixture.fromStranger(STRANGER, to);
    }

    // Accounts and aliases

    @Test
    void account_getsItsMail() {
        assertPrints(
                from("Alice@a.example"),
                """
                alice@a.example from x@far.example
                └ deliver to alice@a.example, INBOX
                """);
        assertThat(from("alice@a.example").refusal()).isEmpty();
    }

    @Test
    void alias_leadsToAllItsTargets_eachOnce() {
        fixture.alias("team@a.example", "alice@a.example", "bob@a.example");
        fixture.alias("all@a.example", "team@a.example", "alice@a.example");
        RouteTree tree = from("all@a.example");
        assertPrints(
                tree,
                """
                all@a.example from x@far.example
                └ alias all@a.example (2 targets)
                  ├ deliver to alice@a.example, INBOX
                  └ alias team@a.example (2 targets)
                    ├ alice@a.example, as above
                    └ deliver to bob@a.example, INBOX
                """);
        assertThat(RouteLeaves.of(List.of(tree, from("alice@a.example"))).locals())
                .extracting(local -> local.account().address().localPart())
                .containsExactly("alice", "bob");
    }

    @Test
    void unknownAddress_isRefused() {
        assertRefused(from("nobody@a.example"), 550, "5.1.1");
        assertThat(from("nobody@a.example").refusal().orElseThrow().isUnknown()).isTrue();
    }

    @Test
    void disabledAccount_isRefused_unlessOthersGetIt() {
        fixture.alias("team@a.example", "alice@a.example", "bob@a.example");
        fixture.disabled("alice@a.example");
        assertRefused(from("alice@a.example"), 550, "5.2.1");
        assertThat(from("team@a.example").refusal()).isEmpty();
    }

    // Who may send elsewhere

    @Test
    void recipientElsewhere_isForThoseWhoAreKnown() {
        assertRefused(from("y@far.example"), 550, "5.7.1");
        assertThat(fixture.fromNetwork("printer@a.example", "y@far.example").refusal()).isEmpty();
        assertPrints(
                fixture.fromAccount("alice@a.example", "Some.One@Far.example"),
                """
                some.one@far.example from alice@a.example as alice@a.example
                └ relay to Some.One@Far.example by mx:far.example (its domain), return path alice@a.example
                """);
    }

    @Test
    void addressLiteral_isADestination() {
        var literal = new RouteQuery.Recipient.Literal("Root@[IPv6:FE80::1]");
        var alice = Optional.of(fixture.accountOf("alice@a.example"));
        assertPrints(
                fixture.router().route(new RouteQuery("alice@a.example", alice, false, literal)),
                """
                Root@[IPv6:FE80::1] from alice@a.example as alice@a.example
                └ relay to Root@[IPv6:FE80::1] by mx:[ipv6:fe80::1] (its address), return path alice@a.example
                """);
        assertRefused(
                fixture.router().route(new RouteQuery(STRANGER, Optional.empty(), false, literal)),
                550,
                "5.7.1");
    }

    // Forwards

    @Test
    void forward_namesAReturnPathOfOurs() {
        fixture.set("forward", "bob@a.example", "to=bob@far.example", "to=alice@a.example");
        assertPrints(
                from("bob@a.example"),
                """
                bob@a.example from x@far.example
                └ forward of bob@a.example
                  ├ deliver to alice@a.example, INBOX
                  └ relay to bob@far.example by mx:far.example (its domain), return path srs0=x=far.example@a.example
                """);
    }

    @Test
    void forwardWithCopy_alsoDelivers() {
        fixture.set("forward", "bob@a.example", "to=bob@far.example", "copy=true");
        assertPrints(
                from("bob@a.example"),
                """
                bob@a.example from x@far.example
                └ forward of bob@a.example, a copy is kept
                  ├ relay to bob@far.example by mx:far.example (its domain), return path srs0=x=far.example@a.example
                  └ deliver to bob@a.example, INBOX
                """);
    }

    @Test
    void forwardOfOurOwnMail_andOfBounces_leavesTheSender() {
        fixture.set("forward", "bob@a.example", "to=bob@far.example");
        assertThat(onlyRemote(fixture.fromAccount("alice@a.example", "bob@a.example")).returnPath())
                .isEqualTo("alice@a.example");
        assertThat(onlyRemote(fixture.fromStranger("", "bob@a.example")).returnPath()).isEmpty();
    }

    private static RouteLeaves.Remote onlyRemote(RouteTree tree) {
        var leaves = RouteLeaves.of(List.of(tree));
        assertThat(leaves.locals()).as(tree.print()).isEmpty();
        assertThat(leaves.remotes()).as(tree.print()).hasSize(1);
        return leaves.remotes().getFirst();
    }

    @Test
    void forwardOfADisabledAccount_isAnAdministrators() {
        fixture.set("forward", "bob@a.example", "to=bob@far.example", "copy=true");
        fixture.disabled("bob@a.example");
        assertThat(onlyRemote(from("bob@a.example")).address()).isEqualTo("bob@far.example");
    }

    @Test
    void bounceOfForwardedMail_comesHomeToItsSender() {
        assertPrints(
                fixture.fromStranger("", "SRS0=Xavier=far.example@a.example"),
                """
                srs0=xavier=far.example@a.example from <>
                └ return path of forwarded mail
                  └ relay to Xavier@far.example by mx:far.example (its domain), return path <>
                """);
        assertPrints(
                fixture.fromStranger("", "SRS0=alice=a.example@a.example"),
                """
                srs0=alice=a.example@a.example from <>
                └ return path of forwarded mail
                  └ deliver to alice@a.example, INBOX
                """);
        assertRefused(fixture.fromStranger("", "SRS0=forged=far.example@a.example"), 550, "5.1.1");
    }

    // Groups

    @Test
    void group_hasMembersHereAndElsewhere_andAReturnPathOfItsOwn() {
        fixture.set(
                "group",
                "team@a.example",
                "members=alice@a.example",
                "members=y@far.example",
                "owner=bob@a.example");
        RouteTree tree = from("team@a.example");
        assertPrints(
                tree,
                """
                team@a.example from x@far.example
                └ group team@a.example (2 members)
                  ├ deliver to alice@a.example, INBOX
                  └ relay to y@far.example by mx:far.example (its domain), return path bob@a.example
                """);
        assertThat(RouteLeaves.of(List.of(tree)).locals().getFirst().returnPath())
                .contains("bob@a.example");
    }

    @Test
    void returnPathOfOurs_takesOnlyWhatNobodySent() {
        assertRefused(
                fixture.fromStranger(STRANGER, "SRS0=xavier=far.example@a.example"), 550, "5.7.1");
    }

    @Test
    void groupWithoutOwner_forwardsAsOthersDo() {
        fixture.set("group", "team@a.example", "members=y@far.example");
        assertThat(onlyRemote(from("team@a.example")).returnPath())
                .isEqualTo("srs0=x=far.example@a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "anyone, true, true, true",
        "members, false, true, false",
        "domain, false, true, true",
        "listed, false, false, true"
    })
    void group_isForThoseWhoMayPost(String posting, boolean stranger, boolean alice, boolean bob) {
        fixture.set(
                "group",
                "team@a.example",
                posting.equals("listed")
                        ? new String[] {
                            "members=alice@a.example",
                            "members=y@far.example",
                            "posting=listed",
                            "posters=bob@a.example",
                            "posters=z@far.example"
                        }
                        : new String[] {
                            "members=alice@a.example", "members=y@far.example", "posting=" + posting
                        });
        assertPosting(from("team@a.example"), stranger);
        assertPosting(fixture.fromAccount("alice@a.example", "team@a.example"), alice);
        assertPosting(fixture.fromAccount("bob@a.example", "team@a.example"), bob);
        // Strangers who say that they are ours are not believed.
        assertPosting(fixture.fromStranger("alice@a.example", "team@a.example"), stranger);
        assertPosting(fixture.fromStranger("bob@a.example", "team@a.example"), stranger);
        assertPosting(
                fixture.fromStranger("y@far.example", "team@a.example"),
                stranger || posting.equals("members"));
        assertPosting(
                fixture.fromStranger("z@far.example", "team@a.example"),
                stranger || posting.equals("listed"));
        assertPosting(fixture.fromStranger("", "team@a.example"), stranger);
    }

    private static void assertPosting(RouteTree tree, boolean may) {
        if (may) {
            assertThat(tree.refusal()).as(tree.print()).isEmpty();
        } else {
            assertRefused(tree, 550, "5.7.2");
        }
    }

    // Domains

    @Test
    void aliasOfADomain_hasTheOthersAddresses_andItsOwnFirst() {
        fixture.domain("b.example").set("domain-alias", "b.example", "target=a.example");
        fixture.alias("bob@b.example", "carol@a.example");
        assertPrints(
                from("alice@b.example"),
                """
                alice@b.example from x@far.example
                └ domain b.example is a.example
                  └ deliver to alice@a.example, INBOX
                """);
        assertThat(from("bob@b.example").print()).contains("carol@a.example, INBOX");
        assertRefused(from("nobody@b.example"), 550, "5.1.1");
    }

    @Test
    void catchAll_getsWhatNobodyGets() {
        fixture.set("catch-all", "a.example", "to=bob@a.example");
        assertPrints(
                from("nobody@a.example"),
                """
                nobody@a.example from x@far.example
                └ catch-all of a.example
                  └ deliver to bob@a.example, INBOX
                """);
        assertThat(from("alice@a.example").print()).doesNotContain("catch-all");
    }

    @Test
    void relayDomain_isTakenInForItsRelay() {
        fixture.set("relay", "old", "host=10.0.0.1", "protocol=lmtp");
        fixture.set("domain-relay", "b.example", "relay=old");
        assertPrints(
                from("Any.One@b.example"),
                """
                any.one@b.example from x@far.example
                └ relay to Any.One@b.example by relay:old (domain-relay of b.example), return path x@far.example
                """);
    }

    @Test
    void splitDomain_asksTheOldServerFirst() {
        fixture.set("relay", "old", "host=old.example")
                .set("domain-relay", "a.example", "relay=old", "verify=true")
                .probed("dora@a.example", RecipientProbe.Answer.KNOWN)
                .probed("emil@a.example", RecipientProbe.Answer.UNSURE);
        assertThat(from("alice@a.example").print()).contains("deliver to alice@a.example");
        assertThat(fixture.asked()).isZero();
        assertThat(onlyRemote(from("dora@a.example")).destination()).isEqualTo("relay:old");
        assertRefused(from("emil@a.example"), 451, "4.4.3");
        assertRefused(from("nobody@a.example"), 550, "5.1.1");

        fixture.set("catch-all", "a.example", "to=bob@a.example");
        assertThat(from("nobody@a.example").print()).contains("catch-all");
    }

    // Patterns

    @Test
    void patterns_doWhatTheySay_theNarrowestFirst() {
        fixture.set("pattern", "*@a.example", "refuse=ask somebody else")
                .set("pattern", "alice-*@a.example", "deliver=alice+$1@a.example")
                .set("pattern", "shop-*@a.example", "forward=$1@far.example")
                .set("pattern", "no*reply@a.example", "discard=true");
        assertPrints(
                from("alice-list@a.example"),
                """
                alice-list@a.example from x@far.example
                └ pattern alice-*@a.example
                  └ deliver to alice@a.example, INBOX
                """);
        assertPrints(
                from("shop-books@a.example"),
                """
                shop-books@a.example from x@far.example
                └ pattern shop-*@a.example
                  └ relay to books@far.example by mx:far.example (its domain), return path srs0=x=far.example@a.example
                """);
        assertPrints(
                from("no-reply@a.example"),
                """
                no-reply@a.example from x@far.example
                └ discard: pattern no*reply@a.example
                """);
        assertThat(from("no-reply@a.example").refusal()).isEmpty();
        assertPrints(
                from("else@a.example"),
                """
                else@a.example from x@far.example
                └ refuse: 550 5.7.1 ask somebody else (pattern *@a.example)
                """);
        assertThat(from("bob@a.example").refusal()).isEmpty();
    }

    // Details

    @Test
    void detail_namesAFolderThatIsThere() {
        var alice = fixture.accountOf("alice@a.example");
        fixture.mail()
                .store()
                .mailboxesOf(alice.id())
                .create(new MailboxName("Invoices"), Set.of());
        assertThat(from("alice+invoices@a.example").print()).contains("alice@a.example, Invoices");
        assertThat(from("alice+other@a.example").print()).contains("alice@a.example, INBOX");
        assertThat(from("alice@a.example").print()).contains("alice@a.example, INBOX");

        fixture.set("detail", "@a.example", "folder=false");
        assertThat(from("alice+invoices@a.example").print()).contains("alice@a.example, INBOX");
        fixture.set("detail", "alice@a.example", "folder=true");
        assertThat(from("alice+invoices@a.example").print()).contains("alice@a.example, Invoices");
    }

    @Test
    void detail_goesThroughAliasesAndGroups() {
        var alice = fixture.accountOf("alice@a.example");
        fixture.mail().store().mailboxesOf(alice.id()).create(new MailboxName("Lists"), Set.of());
        fixture.alias("a@a.example", "alice@a.example");
        fixture.set("group", "team@a.example", "members=alice@a.example");
        assertThat(from("a+lists@a.example").print()).contains("alice@a.example, Lists");
        assertThat(from("team+lists@a.example").print()).contains("alice@a.example, INBOX");
    }

    // Duties

    @ParameterizedTest
    @ValueSource(strings = {"postmaster@a.example", "abuse@a.example", "Postmaster@A.example"})
    void duty_arrivesSomewhere(String address) {
        fixture.set("pattern", "*@a.example", "discard=true");
        assertThat(from(address).print()).contains("the first account", "deliver to alice@");
        fixture.set("postmaster", "*", "to=bob@a.example");
        assertThat(from(address).print())
                .contains("the postmaster of all domains", "deliver to bob@");
        fixture.set("catch-all", "a.example", "to=carol@a.example");
        assertThat(from(address).print()).contains("catch-all", "deliver to carol@");
        fixture.alias("postmaster@a.example", "bob@a.example");
        assertThat(from(address).print()).contains("alias postmaster@a.example", "to bob@");
    }

    @Test
    void postmasterWithoutDomain_isTheFirstThatThereIs() {
        var query =
                new RouteQuery("", Optional.empty(), false, new RouteQuery.Recipient.Postmaster());
        assertThat(fixture.router().route(query).print())
                .contains("postmaster from <>", "the first account", "deliver to alice@");
        fixture.domain("b.example").alias("postmaster@b.example", "carol@a.example");
        assertThat(fixture.router().route(query).print()).contains("deliver to carol@");
        fixture.set("postmaster", "*", "to=bob@a.example");
        assertThat(fixture.router().route(query).print()).contains("deliver to bob@");
    }

    // On the way out

    @Test
    void relays_areForDomainsThenSendersThenAll() {
        fixture.set("relay", "d", "host=d.example")
                .set("relay", "s", "host=s.example")
                .set("relay", "sd", "host=sd.example")
                .set("relay", "r", "host=r.example");
        assertDestination("mx:far.example");
        fixture.set("relay-use", "default", "relay=d");
        assertDestination("relay:d");
        fixture.set("relay-use", "from:@a.example", "relay=sd");
        assertDestination("relay:sd");
        fixture.set("relay-use", "from:alice@a.example", "relay=s");
        assertDestination("relay:s");
        fixture.set("relay-use", "to:@far.example", "relay=r");
        assertDestination("relay:r");
    }

    private void assertDestination(String expected) {
        var tree = fixture.fromAccount("alice@a.example", "y@far.example");
        assertThat(onlyRemote(tree).destination()).isEqualTo(expected);
    }

    @Test
    void addresses_areRewrittenOnTheWayOut() {
        fixture.set("rewrite", "a.example", "to=new.example", "side=sender")
                .set("rewrite", "far.example", "to=farther.example", "side=recipient");
        assertPrints(
                fixture.fromAccount("alice@a.example", "Y@far.example"),
                """
                y@far.example from alice@a.example as alice@a.example
                └ rewrite of far.example to farther.example
                  └ relay to Y@farther.example by mx:farther.example (its domain), return path alice@new.example
                """);
        assertThat(fixture.fromAccount("alice@a.example", "bob@a.example").print())
                .doesNotContain("new.example");
    }

    // Journals

    @Test
    void journal_getsCopiesOfWhatComesInAndGoesOut() {
        fixture.set("journal", "a.example", "to=archive@vault.example");
        assertPrints(
                from("alice@a.example"),
                """
                alice@a.example from x@far.example
                ├ deliver to alice@a.example, INBOX
                └ journal of a.example (in)
                  └ relay to archive@vault.example by mx:vault.example (its domain), return path <>
                """);
        assertThat(fixture.fromAccount("alice@a.example", "y@far.example").print())
                .contains("journal of a.example (out)");
        assertThat(from("nobody@a.example").print()).doesNotContain("journal");

        fixture.set("journal", "a.example", "to=archive@vault.example", "direction=out");
        assertThat(from("alice@a.example").print()).doesNotContain("journal");
        assertThat(fixture.fromStranger("bob@a.example", "alice@a.example").print())
                .doesNotContain("journal");
        var both =
                List.of(
                        fixture.fromAccount("alice@a.example", "y@far.example"),
                        fixture.fromAccount("alice@a.example", "bob@a.example"));
        assertThat(RouteLeaves.of(both).remotes())
                .extracting(RouteLeaves.Remote::address)
                .containsExactly("y@far.example", "archive@vault.example");
    }

    // Send-as

    @Test
    void sendingRights_areOwnAddressesAndGrants() {
        var rights = new SendingRights(fixture.mail().directory(), fixture.mail().routes());
        var alice = fixture.accountOf("alice@a.example");
        fixture.domain("b.example").set("domain-alias", "b.example", "target=a.example");
        fixture.alias("info@a.example", "alice@a.example");
        fixture.set("group", "team@a.example", "members=alice@a.example");
        fixture.set("forward", "fwd@a.example", "to=alice@a.example");
        assertThat(
                        List.of(
                                "alice@a.example",
                                "alice+x@a.example",
                                "info@a.example",
                                "alice@b.example"))
                .allMatch(address -> rights.has(alice, address));
        assertThat(
                        List.of(
                                "bob@a.example",
                                "team@a.example",
                                "fwd@a.example",
                                "x@far.example",
                                "",
                                "alice@[127.0.0.1]"))
                .noneMatch(address -> rights.has(alice, address));
        fixture.set(
                "send-as", "alice@a.example", "senders=bob@a.example", "senders=team@a.example");
        assertThat(List.of("bob@a.example", "team@a.example", "bob@b.example"))
                .allMatch(address -> rights.has(alice, address));
    }

    // What is remembered

    @Test
    void changes_areSeenAtOnce() {
        assertThat(from("alice@a.example").print()).contains("deliver to alice@");
        assertThat(from("alice@a.example").root()).isSameAs(from("alice@a.example").root());
        fixture.set("forward", "alice@a.example", "to=bob@a.example");
        assertThat(from("alice@a.example").print()).contains("deliver to bob@");
        fixture.disabled("bob@a.example");
        assertRefused(from("alice@a.example"), 550, "5.2.1");
    }

    @Test
    void largeGroup_hasALeafForEachMember() {
        String[] members = new String[600];
        for (int i = 0; i < members.length; i++) {
            members[i] = "members=m%d@far%d.example".formatted(i, i % 7);
        }
        fixture.set("group", "all@a.example", members);
        assertThat(RouteLeaves.of(List.of(from("all@a.example"))).remotes()).hasSize(600);
    }
}
