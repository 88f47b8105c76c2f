package org.posthorn.mailbox.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.routes.RouteEntry.CatchAll;
import org.posthorn.mailbox.routes.RouteEntry.Direction;
import org.posthorn.mailbox.routes.RouteEntry.DomainAlias;
import org.posthorn.mailbox.routes.RouteEntry.DomainRelay;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.routes.RouteEntry.Journal;
import org.posthorn.mailbox.routes.RouteEntry.Posting;
import org.posthorn.mailbox.routes.RouteEntry.RelayUse;
import org.posthorn.mailbox.routes.RouteEntry.SendAs;

/// What every storage makes of routes.
public abstract class RoutesContract {
    protected static final DomainName A = new DomainName("a.example");
    protected static final DomainName B = new DomainName("b.example");
    protected static final EmailAddress ALICE = address("alice@a.example");
    protected static final EmailAddress BOB = address("bob@a.example");
    private static final EmailAddress CAROL = address("carol@b.example");
    private static final EmailAddress INFO = address("info@a.example");
    private static final EmailAddress TEAM = address("team@a.example");
    private static final EmailAddress AWAY = address("away@elsewhere.example");

    /// With nobody in it at first.
    protected abstract Mail mail();

    /// The same after a restart of what it stands on, where it outlives that.
    protected abstract Mail reopened();

    protected static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Routes routes() {
        return mail().routes();
    }

    private Directory directory() {
        return mail().directory();
    }

    @BeforeEach
    void addPeople() {
        assertDone(directory().addDomain(A));
        assertDone(directory().addDomain(B));
        for (EmailAddress account : List.of(ALICE, BOB, CAROL)) {
            assertDone(directory().addAccount(account, new Password("secret")));
        }
    }

    private static void assertDone(DirectoryOutcome outcome) {
        assertThat(outcome).isEqualTo(new Done());
    }

    private static void assertCircle(DirectoryOutcome outcome, String path) {
        assertThat(outcome).isEqualTo(new Refused("Mail would go round in circles: " + path + "."));
    }

    private static Forward forward(EmailAddress address, EmailAddress... to) {
        return new Forward(address, List.of(to), false);
    }

    private static Group group(EmailAddress address, EmailAddress... members) {
        return new Group(address, List.of(members), Posting.ANYONE, List.of(), Optional.empty());
    }

    private static RelayHost relay(String name) {
        return new RelayHost(
                new RelayName(name),
                "smtp.provider.example",
                587,
                RelayHost.Protocol.SMTP,
                RelayHost.Tls.VERIFIED,
                false,
                Optional.of(new RelayHost.Login("us", "pass word")));
    }

    private static RouteEntry pattern(String glob, String property, String value) {
        return entry(RouteKind.PATTERN, glob, Map.of(property, List.of(value)));
    }

    private static RouteEntry entry(
            RouteKind kind, String subject, Map<String, List<String>> properties) {
        try {
            return RouteEntry.of(kind, subject, properties);
        } catch (InvalidRouteException e) {
            throw new IllegalArgumentException(e.clause(), e);
        }
    }

    /// One entry of each kind, in an order in which they can be made.
    protected static List<RouteEntry> oneOfEach() {
        return List.of(
                relay("provider"),
                new Group(
                        TEAM,
                        List.of(ALICE, AWAY),
                        Posting.LISTED,
                        List.of(AWAY),
                        Optional.of(BOB)),
                new Forward(BOB, List.of(AWAY, CAROL), true),
                new DomainAlias(B, A),
                new CatchAll(A, ALICE),
                pattern("news-*@a.example", "forward", "$1@elsewhere.example"),
                entry(RouteKind.REWRITING, "old.example", Map.of("to", List.of("a.example"))),
                new RelayUse(new RelayScope.FromDomain(A), new RelayName("provider")),
                new DomainRelay(new DomainName("c.example"), new RelayName("provider"), true),
                new Journal(A, Direction.OUT, CAROL),
                new SendAs(ALICE, List.of(BOB, TEAM)),
                entry(RouteKind.DETAIL, "@a.example", Map.of("folder", List.of("false"))),
                new RouteEntry.Postmaster(ALICE));
    }

    @Test
    void entriesOfEachKind_areThereAfterARestart() {
        oneOfEach().forEach(entry -> assertDone(routes().add(entry)));
        assertThat(oneOfEach()).hasSize(RouteKind.values().length);

        var before = routes().table();
        var after = reopened().routes().table();

        for (RouteEntry entry : oneOfEach()) {
            assertThat(before.find(entry.kind(), entry.subject())).contains(entry);
            assertThat(after.find(entry.kind(), entry.subject())).contains(entry);
        }
        assertThat(after.stream()).hasSize(RouteKind.values().length);
    }

    @Test
    void removedEntries_areGoneAfterARestart() {
        oneOfEach().forEach(entry -> assertDone(routes().add(entry)));
        oneOfEach()
                .reversed()
                .forEach(entry -> assertDone(routes().remove(entry.kind(), entry.subject())));

        assertThat(routes().table().stream()).isEmpty();
        assertThat(reopened().routes().table().stream()).isEmpty();
    }

    @Test
    void set_replacesWhatIsDifferent() {
        assertDone(routes().add(group(TEAM, ALICE, AWAY)));
        assertDone(routes().set(group(TEAM, BOB, AWAY)));

        assertThat(reopened().routes().table().group(TEAM)).contains(group(TEAM, BOB, AWAY));
    }

    @Test
    void change_isGivenTheEntryOfTheMoment() {
        assertDone(routes().add(group(TEAM, ALICE)));
        Function<RouteEntry, RouteEntry> addBob =
                entry -> ((Group) entry).withMembers(List.of(ALICE, BOB));
        assertDone(routes().change(RouteKind.GROUP, TEAM.toString(), addBob));

        assertThat(routes().table().group(TEAM).orElseThrow().members())
                .containsExactly(ALICE, BOB);
        assertThat(routes().change(RouteKind.GROUP, INFO.toString(), addBob))
                .isEqualTo(new NotFound("group info@a.example"));
    }

    @Test
    void add_twice_saysThatItExists() {
        assertDone(routes().add(forward(INFO, AWAY)));
        assertThat(routes().add(forward(INFO, ALICE)))
                .isEqualTo(new AlreadyExists("forward of info@a.example"));
        assertThat(routes().table().forward(INFO)).contains(forward(INFO, AWAY));
    }

    @Test
    void add_ofWhatIsNotHere_isNotFound() {
        EmailAddress nobody = address("nobody@a.example");
        assertNotFound(forward(address("x@c.example"), AWAY), "domain c.example");
        assertNotFound(forward(INFO, nobody), "account, alias or group nobody@a.example");
        assertNotFound(group(TEAM, nobody), "account, alias or group nobody@a.example");
        assertNotFound(
                new CatchAll(A, address("nobody@b.example")),
                "account, alias or group nobody@b.example");
        assertNotFound(new DomainAlias(A, new DomainName("c.example")), "domain c.example");
        assertNotFound(
                new Journal(new DomainName("c.example"), Direction.IN, AWAY), "domain c.example");
        assertNotFound(new SendAs(INFO, List.of(ALICE)), "account info@a.example");
        assertNotFound(new RelayUse(new RelayScope.Always(), new RelayName("none")), "relay none");
        assertNotFound(new DomainRelay(A, new RelayName("none"), false), "relay none");
        assertNotFound(pattern("x*@c.example", "discard", "true"), "domain c.example");
        assertNotFound(
                new RouteEntry.Postmaster(nobody), "account, alias or group nobody@a.example");
    }

    private void assertNotFound(RouteEntry entry, String what) {
        assertThat(routes().add(entry)).isEqualTo(new NotFound(what));
        assertThat(routes().table().stream()).isEmpty();
    }

    @Test
    void patternThatDeliversElsewhere_isRefused() {
        assertThat(routes().add(pattern("x*@a.example", "deliver", "$1@elsewhere.example")))
                .isEqualTo(
                        new Refused(
                                "$1@elsewhere.example is not an address of a domain here; forward"
                                        + " to it instead."));
    }

    @Test
    void address_isGroupOrAccountOrAlias() {
        assertDone(directory().addAliasTarget(INFO, ALICE));
        assertDone(routes().add(group(TEAM, ALICE)));

        assertThat(routes().add(group(BOB, ALICE)))
                .isEqualTo(new AlreadyExists("account bob@a.example"));
        assertThat(routes().add(group(INFO, BOB)))
                .isEqualTo(new AlreadyExists("alias info@a.example"));
        assertThat(directory().addAccount(TEAM, new Password("secret")))
                .isEqualTo(new AlreadyExists("group team@a.example"));
        assertThat(directory().addAliasTarget(TEAM, BOB))
                .isEqualTo(new AlreadyExists("group team@a.example"));
    }

    @Test
    void alias_mayStandForAGroupOrForwardedAddress() {
        EmailAddress sales = address("sales@a.example");
        assertDone(routes().add(group(TEAM, ALICE)));
        assertDone(routes().add(forward(sales, AWAY)));
        assertDone(directory().addAliasTarget(INFO, TEAM));
        assertDone(directory().addAliasTarget(INFO, sales));

        assertThat(routes().remove(RouteKind.GROUP, TEAM.toString()))
                .isEqualTo(
                        new Refused(
                                "The group team@a.example is still needed by the alias"
                                        + " info@a.example; change or remove that first."));
        assertThat(routes().remove(RouteKind.FORWARD, sales.toString()))
                .isInstanceOf(Refused.class);
    }

    // Circles

    @Test
    void forwardsToEachOther_areRefused() {
        assertDone(routes().add(forward(ALICE, BOB)));
        assertDone(routes().add(forward(BOB, CAROL)));
        assertCircle(
                routes().add(new Forward(CAROL, List.of(AWAY, ALICE), true)),
                "carol@b.example to alice@a.example to bob@a.example to carol@b.example");
        assertThat(routes().table().forward(CAROL)).isEmpty();
    }

    @Test
    void groupsInEachOther_areRefused() {
        assertDone(routes().add(group(INFO, ALICE)));
        assertDone(routes().add(group(TEAM, INFO, BOB)));
        assertCircle(
                routes().set(group(INFO, ALICE, TEAM)),
                "info@a.example to team@a.example to info@a.example");
        assertDone(routes().add(group(address("all@a.example"), INFO, TEAM)));
    }

    @Test
    void aliasThatAForwardLeadsBackTo_isRefused() {
        assertDone(directory().addAliasTarget(INFO, BOB));
        assertDone(routes().add(forward(ALICE, INFO)));
        assertCircle(
                directory().addAliasTarget(INFO, ALICE),
                "info@a.example to alice@a.example to info@a.example");
        assertCircle(
                routes().add(forward(BOB, ALICE)),
                "bob@a.example to alice@a.example to info@a.example to bob@a.example");
    }

    @Test
    void catchAllThatLeadsBack_isRefused() {
        assertCircle(
                routes().add(new CatchAll(A, address("other@a.example"))),
                "other@a.example to other@a.example");
        assertDone(routes().add(new DomainAlias(B, A)));
        assertCircle(
                routes().add(new CatchAll(A, address("other@b.example"))),
                "other@b.example to other@a.example to other@b.example");
        assertDone(routes().add(new CatchAll(A, CAROL)));
    }

    @Test
    void domainsThatAreEachOthersAliases_areRefused() {
        assertDone(routes().add(new DomainAlias(A, B)));
        assertCircle(
                routes().add(new DomainAlias(B, A)),
                "any-other-address@b.example to any-other-address@a.example to"
                        + " any-other-address@b.example");
    }

    @Test
    void patternThatLeadsToItself_isRefused() {
        assertCircle(
                routes().add(pattern("x*@a.example", "deliver", "x$1@a.example")),
                "xany-other-address@a.example to xany-other-address@a.example");
        assertDone(routes().add(pattern("x*@a.example", "deliver", "y$1@a.example")));
        assertCircle(
                routes().add(pattern("y*@a.example", "forward", "x$1@a.example")),
                "yany-other-address@a.example to xany-other-address@a.example to"
                        + " yany-other-address@a.example");
    }

    @Test
    void tooManySteps_areRefused() {
        EmailAddress last = ALICE;
        for (int i = 0; i < RouteCircles.MOST_STEPS; i++) {
            EmailAddress next = address("step%d@a.example".formatted(i));
            assertDone(routes().add(forward(next, last)));
            last = next;
        }
        assertThat(routes().add(forward(address("one-more@a.example"), last)))
                .isEqualTo(
                        new Refused(
                                "Mail would go through more than 20 addresses, from"
                                        + " one-more@a.example to alice@a.example."));
    }

    // What the directory may not do

    @Test
    void domainThatAnEntryNames_stays() {
        DomainName c = new DomainName("c.example");
        assertDone(directory().addDomain(c));
        assertDone(routes().add(new CatchAll(c, ALICE)));
        assertThat(directory().removeDomain(c))
                .isEqualTo(
                        new Refused(
                                "The domain c.example is still needed by the catch-all of"
                                        + " c.example; remove that first."));
        assertDone(routes().remove(RouteKind.CATCH_ALL, "c.example"));
        assertDone(directory().removeDomain(c));
    }

    @Test
    void accountThatIsRemoved_leavesGroupsAndForwardsThatHaveOthers() {
        assertDone(routes().add(group(TEAM, ALICE, BOB)));
        assertDone(routes().add(forward(CAROL, BOB, AWAY)));
        assertDone(directory().removeAccount(BOB));

        assertThat(routes().table().group(TEAM)).contains(group(TEAM, ALICE));
        var after = reopened().routes().table();
        assertThat(after.group(TEAM)).contains(group(TEAM, ALICE));
        assertThat(after.forward(CAROL)).contains(forward(CAROL, AWAY));
    }

    @Test
    void accountThatAnEntryNeeds_staysAndLosesNothing() {
        assertDone(routes().add(group(TEAM, ALICE, BOB)));
        assertDone(routes().add(new CatchAll(A, BOB)));
        assertThat(directory().removeAccount(BOB))
                .isEqualTo(
                        new Refused(
                                "It is still needed by the catch-all of a.example; change or"
                                        + " remove that first."));
        assertThat(routes().table().group(TEAM)).contains(group(TEAM, ALICE, BOB));
        assertThat(directory().account(BOB)).isPresent();
    }

    @Test
    void accountThatMaySendAsAnother_staysUntilThatIsRevoked() {
        assertDone(routes().add(new SendAs(ALICE, List.of(BOB))));
        assertThat(directory().removeAccount(ALICE)).isInstanceOf(Refused.class);
        assertDone(routes().remove(RouteKind.SEND_AS, ALICE.toString()));
        assertDone(directory().removeAccount(ALICE));
    }

    @Test
    void aliasThatAnEntryNeeds_stays() {
        assertDone(directory().addAliasTarget(INFO, ALICE));
        assertDone(routes().add(forward(BOB, INFO)));
        assertThat(directory().removeAlias(INFO)).isInstanceOf(Refused.class);
        assertThat(directory().removeAliasTarget(INFO, ALICE)).isInstanceOf(Refused.class);
        assertThat(directory().aliases(A)).hasSize(1);
    }

    @Test
    void relayInUse_stays() {
        assertDone(routes().add(relay("provider")));
        assertDone(routes().add(new RelayUse(new RelayScope.Always(), new RelayName("provider"))));
        assertThat(routes().remove(RouteKind.RELAY, "provider"))
                .isEqualTo(
                        new Refused(
                                "The relay provider is still needed by the use of a relay for"
                                        + " default; change or remove that first."));
    }

    @Test
    void everyChange_isANewGeneration() {
        long first = directory().generation();
        assertDone(routes().add(forward(INFO, AWAY)));
        long second = directory().generation();
        assertDone(directory().setEnabled(ALICE, false));

        assertThat(second).isGreaterThan(first);
        assertThat(directory().generation()).isGreaterThan(second);
    }

    /// Whatever is accepted leads to an end.
    @Test
    void randomForwardsAndGroups_neverMakeACircle() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            var address = address("x%d@a.example".formatted(random.nextInt(8)));
            var target = address("x%d@a.example".formatted(random.nextInt(8)));
            if (random.nextInt(3) == 0) {
                routes().remove(RouteKind.FORWARD, address.toString());
            } else if (!address.equals(target)) {
                routes().set(new Forward(address, List.of(target, AWAY), random.nextBoolean()));
            }
            for (RouteEntry entry : routes().table().all(RouteKind.FORWARD)) {
                assertEnds((Forward) entry, 0, "seed " + seed);
            }
        }
    }

    private void assertEnds(Forward forward, int steps, String seed) {
        assertThat(steps).as(seed).isLessThan(20);
        for (EmailAddress to : forward.to()) {
            routes().table().forward(to).ifPresent(next -> assertEnds(next, steps + 1, seed));
        }
    }
}
