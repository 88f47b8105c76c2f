package org.posthorn.smtp.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.smtp.srs.Restoration.Expired;
import org.posthorn.smtp.srs.Restoration.Forged;
import org.posthorn.smtp.srs.Restoration.NotRewritten;
import org.posthorn.smtp.srs.Restoration.Restored;
import org.posthorn.smtp.srs.Rewriting.Rewritten;
import org.posthorn.smtp.srs.Rewriting.Unchanged;
import org.posthorn.smtp.srs.Rewriting.Why;

final class SenderRewriterTest {
    private static final Instant NOW = Instant.parse("2020-01-01T00:01:00Z");
    private static final SrsSecret SECRET = new SrsSecret("a secret of the first server");
    private static final SrsSecret JOINED = new SrsSecret("tops3cr3t", SrsSecret.Form.JOINED);
    private static final String PIECES =
            "SRS0 SRS1 srs0 = + - == AB 2W a b.example @ \" \\ . / [192.0.2.1] \u00e4 \r \n \0 > <";

    private final SenderRewriter here = at("here.example", NOW);

    private static SenderRewriter at(String domain, Instant now) {
        return new SenderRewriter(
                new SrsSettings(domain, List.of(SECRET)), InstantSource.fixed(now));
    }

    /// With the settings of the examples that postsrsd is tested with.
    private static SenderRewriter postsrsd() {
        return new SenderRewriter(
                new SrsSettings("example.com", List.of(JOINED), 4, 21, '='),
                InstantSource.fixed(NOW));
    }

    private static String rewritten(SenderRewriter by, String sender) {
        assertThat(by.rewrite(sender)).as(sender).isInstanceOf(Rewritten.class);
        return by.rewrite(sender) instanceof Rewritten(var address) ? address : "";
    }

    @ParameterizedTest
    @CsvSource({
        "test@otherdomain.com, SRS0=vmyz=2W=otherdomain.com=test@example.com",
        "sender@otherdomain.com, SRS0=9KJ-=2W=otherdomain.com=sender@example.com",
        "SRS0=opaque+string@otherdomain.com, SRS1=chaI=otherdomain.com==opaque+string@example.com",
        "SRS1=X=thirddomain.com==opaque+string@otherdomain.com,"
                + " SRS1=JIBX=thirddomain.com==opaque+string@example.com"
    })
    void knownVectors_areWhatOthersMakeOfThem(String sender, String expected) {
        assertThat(postsrsd().rewrite(sender)).isEqualTo(new Rewritten(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "SRS0=vmyz=2W=otherdomain.com=test@example.com, test@otherdomain.com",
        "srs0+VMYZ=2w=otherdomain.com=test@EXAMPLE.com, test@otherdomain.com",
        "SRS0=9KJ+=2W=otherdomain.com=sender@example.com, sender@otherdomain.com",
        "SRS0=XjO9=2V=otherdomain.com=test@example.com, test@otherdomain.com",
        "SRS1=JIBX=thirddomain.com==opaque+string@example.com, SRS0=opaque+string@thirddomain.com"
    })
    void addressesOfLibsrs2_comeHomeWithItsSecret(String recipient, String expected) {
        assertThat(postsrsd().restore(recipient)).isEqualTo(new Restored(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@origin.example",
                "Alice+list=x-y@sub.origin.example",
                "\"a b\"@origin.example",
                "\"a\\\"b\\\\@c\"@origin.example",
                "\u00e4\u00f6@\u00fc.example",
                "a@[IPv6:2001:db8::1]",
                "SRS@origin.example",
                "SRS1=x@origin.example",
                "SRS1=a=b=c@origin.example",
                "a=b=c=d@origin.example"
            })
    void rewrittenSender_isRestored(String sender) {
        String address = rewritten(here, sender);
        assertThat(address).endsWith("@here.example");
        assertThat(here.restore(address)).isEqualTo(new Restored(sender));
    }

    @ParameterizedTest
    @ValueSource(chars = {'=', '+', '-'})
    void chain_doesNotGrowAndGoesBackToTheFirst(char separator) {
        var first =
                new SenderRewriter(
                        new SrsSettings("first.example", List.of(JOINED), 4, 21, separator),
                        InstantSource.fixed(NOW));
        String one = rewritten(first, "a@b.example");
        assertThat(one).startsWith("SRS0" + separator);
        String two = rewritten(at("second.example", NOW), one);
        String three = rewritten(at("third.example", NOW), two);
        assertThat(three).hasSize(two.length() - 1);
        assertThat(at("second.example", NOW).restore(two)).isEqualTo(new Restored(one));
        assertThat(at("third.example", NOW).restore(three)).isEqualTo(new Restored(one));
        assertThat(first.restore(one)).isEqualTo(new Restored("a@b.example"));
    }

    @Test
    void messageThatComesRoundToTheFirst_isRestoredWhole() {
        String away = rewritten(at("c.example", NOW), rewritten(here, "a@b.example"));
        assertThat(here.restore(rewritten(here, away))).isEqualTo(new Restored("a@b.example"));
    }

    @Test
    void caseOfTheWholeAddress_doesNotCount() {
        String address = rewritten(here, "alice@origin.example");
        assertThat(here.restore(address.toUpperCase(Locale.ROOT)))
                .isEqualTo(new Restored("ALICE@ORIGIN.EXAMPLE"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', NULL_SENDER",
        "a@here.example, OURS",
        "SRS0=x=y@HERE.example, OURS",
        "a, NO_ADDRESS",
        "@b.example, NO_ADDRESS",
        "a@, NO_ADDRESS",
        "a@b=c.example, NO_ADDRESS",
        "'\"a@b.example', NO_ADDRESS",
        "'a\"b@b.example', NO_ADDRESS",
        "'\"a\\\"@b.example', NO_ADDRESS",
        "'a>\u0000@b.example', NO_ADDRESS",
        "'a\r\nRCPT TO:<x@y>@b.example', NO_ADDRESS"
    })
    void senderThatCannotBeRewritten_isKept(String sender, Why why) {
        assertThat(here.rewrite(sender)).isEqualTo(new Unchanged(why));
    }

    @Test
    void senderThatWouldBecomeTooLong_isKept() {
        String domain = "origin.example";
        int room = 64 - "SRS0=123456=TT==".length() - domain.length();
        assertThat(rewritten(here, "a".repeat(room) + "@" + domain).indexOf('@')).isEqualTo(64);
        assertThat(here.rewrite("a".repeat(room + 1) + "@" + domain))
                .isEqualTo(new Unchanged(Why.TOO_LONG));
        assertThat(here.rewrite("\u00e4".repeat(room / 2 + 1) + "@" + domain))
                .isEqualTo(new Unchanged(Why.TOO_LONG));
    }

    @Test
    void oldSender_isExpired() {
        String address = rewritten(here, "a@b.example");
        assertThat(at("here.example", NOW.plus(Duration.ofDays(21))).restore(address))
                .isEqualTo(new Restored("a@b.example"));
        assertThat(at("here.example", NOW.plus(Duration.ofDays(22))).restore(address))
                .isEqualTo(new Expired());
        assertThat(at("here.example", NOW.minus(Duration.ofDays(1))).restore(address))
                .isEqualTo(new Restored("a@b.example"));
        assertThat(at("here.example", NOW.minus(Duration.ofDays(2))).restore(address))
                .isEqualTo(new Expired());
    }

    @Test
    void dayCounterThatBeginsAnew_doesNotExpireAddresses() {
        Instant last = Instant.EPOCH.plus(Duration.ofDays(1024 * 20 - 1));
        String address = rewritten(at("here.example", last), "a@b.example");
        assertThat(address).contains("=77=");
        assertThat(at("here.example", last.plus(Duration.ofDays(3))).restore(address))
                .isEqualTo(new Restored("a@b.example"));
    }

    @Test
    void secretThatSignsNoMore_stillRestores() {
        String address = rewritten(here, "a@b.example");
        var rotated = new SrsSettings("here.example", List.of(new SrsSecret("new"), SECRET));
        assertThat(new SenderRewriter(rotated, InstantSource.fixed(NOW)).restore(address))
                .isEqualTo(new Restored("a@b.example"));
        var without = new SrsSettings("here.example", List.of(new SrsSecret("new")));
        assertThat(new SenderRewriter(without, InstantSource.fixed(NOW)).restore(address))
                .isEqualTo(new Forged());
    }

    @Test
    void everyChangedCharacter_isForged() {
        String address = rewritten(here, "alice@origin.example");
        for (int i = 5; i < address.indexOf('@'); i++) {
            char other = address.charAt(i) == 'x' ? 'y' : 'x';
            String changed = address.substring(0, i) + other + address.substring(i + 1);
            assertThat(here.restore(changed)).as(changed).isEqualTo(new Forged());
        }
    }

    @Test
    void movedBorderBetweenDomainAndLocalPart_isForged() {
        String address = rewritten(here, "bob@victim.company");
        String moved = address.replace("victim.company=bob", "victim.com=panybob");
        assertThat(moved).isNotEqualTo(address);
        assertThat(here.restore(moved)).isEqualTo(new Forged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SRS0=",
                "SRS0=a",
                "SRS0=a=2W=b",
                "SRS0==2W=b=c",
                "SRS0=aaaaaa=2W==c",
                "SRS0=aaaaaa=1!=b=c",
                "SRS1=",
                "SRS1=a=b",
                "SRS1=a=b=c",
                "SRS1=a==b",
                "SRS1===",
                "srs1-x=y=-z"
            })
    void whatLooksRewritten_isForged(String local) {
        assertThat(here.restore(local + "@here.example")).isEqualTo(new Forged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@here.example",
                "SRS0@here.example",
                "SRS2=x@here.example",
                "SRS0=a=b=c=d@elsewhere.example",
                "",
                "SRS0=",
                "postmaster"
            })
    void otherRecipients_areNotRewritten(String recipient) {
        assertThat(here.restore(recipient)).isEqualTo(new NotRewritten());
    }

    /// What only looks like the address of a following one is signed as it is: nobody could be sent
    /// its bounce.
    @ParameterizedTest
    @ValueSource(strings = {"SRS1==A>-==b", "\"SRS1=x=a b==c\"", "SRS1=x=<==c"})
    void followingAddress_withoutAFirstDomain_comesBackWhole(String local) {
        String address = local + "@b.example";
        assertThat(MailboxText.read(address).orElseThrow())
                .isEqualTo(
                        here.restore(rewritten(here, address)) instanceof Restored(var same)
                                ? MailboxText.read(same).orElseThrow()
                                : null);
    }

    @Test
    void shortSignature_provesNothing() {
        String address = rewritten(here, "a@b.example");
        String shorter = address.replaceFirst("(SRS0=.{5}).", "$1");
        assertThat(here.restore(shorter)).isEqualTo(new Forged());
    }

    @Test
    void settingsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new SrsSettings("here.example", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SrsSettings("", List.of(SECRET)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SrsSettings("a.example", List.of(SECRET), 3, 21, '='))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SrsSettings("a.example", List.of(SECRET), 4, 0, '='))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SrsSettings("a.example", List.of(SECRET), 4, 21, '.'))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SrsSecret("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(SECRET.toString()).doesNotContain(SECRET.text());
    }

    @Test
    void anyAddress_isRewrittenSafelyAndRestored() {
        long seed = System.nanoTime();
        System.out.println("SenderRewriterTest seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String address = any(random);
            here.restore(address);
            here.restore(address + "@here.example");
            if (here.rewrite(address) instanceof Rewritten(var sender)) {
                assertThat(sender).doesNotContainPattern("[\\x00-\\x1F\\x7F]");
                assertThat(sender.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(254);
                Restoration back = here.restore(sender);
                assertThat(back).as(address).isInstanceOf(Restored.class);
                // The same address, even where it was quoted without need.
                assertThat(MailboxText.read(back instanceof Restored(var same) ? same : ""))
                        .as(sender)
                        .isEqualTo(expected(MailboxText.read(address).orElseThrow()));
            }
        }
    }

    /// An SRS1 address goes back to the first server at once.
    private static Optional<MailboxText> expected(MailboxText sender) {
        String[] parts = sender.local().split("=", -1);
        boolean following =
                sender.local().matches("(?is)SRS1[=+-][^=]*=[^=\"<>@ ]+=[=+-].*")
                        && parts.length > 2;
        if (!following) {
            String local = sender.local().replaceFirst("(?i)^SRS0(?=[=+-])", "SRS0");
            return Optional.of(new MailboxText(local, sender.domain()));
        }
        String[] three = sender.local().substring(5).split("=", 3);
        return Optional.of(new MailboxText("SRS0" + three[2], three[1]));
    }

    private static String any(Random random) {
        String[] pieces = PIECES.split(" ", -1);
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return random.nextBoolean() ? text.toString() : text + "@b.example";
    }
}
