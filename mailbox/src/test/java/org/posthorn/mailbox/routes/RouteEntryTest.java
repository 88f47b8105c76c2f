package org.posthorn.mailbox.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;

final class RouteEntryTest {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "true",
                    "false",
                    "a@b.example",
                    "*@b.example",
                    "x-*@b.example",
                    "@b.example",
                    "b.example",
                    "smtp",
                    "25",
                    "-1",
                    "\0",
                    "default",
                    "to:@b.example",
                    "from:",
                    "$1@x",
                    "$1@b.example",
                    "listed",
                    "members",
                    "required",
                    "*",
                    "[127.0.0.1]",
                    "é@b.example");
    private static final List<String> NAMES =
            List.of(
                    "to",
                    "members",
                    "posting",
                    "posters",
                    "owner",
                    "copy",
                    "target",
                    "relay",
                    "host",
                    "port",
                    "tls",
                    "user",
                    "password",
                    "deliver",
                    "forward",
                    "discard",
                    "refuse",
                    "folder",
                    "verify",
                    "direction",
                    "side",
                    "senders",
                    "implicit-tls",
                    "protocol");

    @Test
    void propertiesOfEveryKind_makeTheSameEntry() throws Exception {
        for (RouteEntry entry : RoutesContract.oneOfEach()) {
            assertThat(RouteEntry.of(entry.kind(), entry.subject(), entry.properties()))
                    .isEqualTo(entry);
            assertThat(RouteKind.of(entry.kind().word())).contains(entry.kind());
        }
    }

    @Test
    void anyTexts_makeAnEntryThatComesBack_orSayWhyNot() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int made = 0;
        for (int i = 0; i < 50_000; i++) {
            RouteKind kind = any(random, List.of(RouteKind.values()));
            Map<String, List<String>> properties = new HashMap<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                properties.put(any(random, NAMES), List.of(any(random, TEXTS)));
            }
            try {
                var entry = RouteEntry.of(kind, any(random, TEXTS), properties);
                made++;
                assertThat(RouteEntry.of(kind, entry.subject(), entry.properties()))
                        .as("seed " + seed)
                        .isEqualTo(entry);
                assertThat(RouteRow.of(entry)).isNotEmpty();
            } catch (InvalidRouteException e) {
                assertThat(e.clause()).as("seed " + seed).isNotBlank();
            }
        }
        assertThat(made).as("seed " + seed).isPositive();
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    @Test
    void password_isNeitherShownNorPrinted() throws Exception {
        var relay =
                RouteEntry.of(
                        RouteKind.RELAY,
                        "provider",
                        Map.of(
                                "host", List.of("smtp.provider.example"),
                                "user", List.of("us"),
                                "password", List.of("tell-nobody")));
        assertThat(relay.properties()).containsEntry("password", List.of("tell-nobody"));
        assertThat(relay.shownProperties()).containsEntry("user", List.of("us"));
        assertThat(relay.shownProperties()).doesNotContainKey("password");
        assertThat(relay.toString()).doesNotContain("tell-nobody");
        assertThat(RouteRow.of(relay).toString()).doesNotContain("tell-nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "relay, p, host, ex ample, is not a host",
        "relay, p, port, 25, \"host\" is missing",
        "relay, P, host, h.example, name is up to 60 lower-case",
        "forward, a@b.example, to, x, \"x\" is not an address: there is no @",
        "forward, a@b.example, to, a@b.example, a forward cannot lead to itself",
        "forward, a@b.example, copy, true, a forward needs an address",
        "group, a@b.example, member, c@d.example, a group needs a member",
        "catch-all, b.example, too, c@d.example, \"to\" is missing",
        "pattern, a@b.example, discard, true, a pattern has between 1 and 9 stars",
        "pattern, *@b.example, forward, $2@c.example, the address asks for more",
        "pattern, *@b.example, copy, true, a pattern has one of",
        "relay-use, from, relay, r, it must be to:@DOMAIN",
        "domain-alias, b.example, target, b.example, a domain cannot be an alias of itself",
        "postmaster, b.example, to, c@d.example, there is one postmaster"
    })
    void entryThatMakesNoSense_saysWhy(
            String kind, String subject, String name, String value, String why) {
        assertThatThrownBy(() ->
                        RouteEntry.of(
                                RouteKind.of(kind).orElseThrow(),
                                subject,
                                Map.of(name, List.of(value))))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "info-*, info-x, x",
        "info-*, info-, ''",
        "*-info, a-b-info, a-b",
        "a*b*c, axbyc, x|y",
        "a*b*c, abbc, |b",
        "a*b*c, abc, |",
        "*, anything, anything"
    })
    void glob_matchesAndCaptures(String glob, String localPart, String captured) {
        var pattern = new AddressGlob(glob, new DomainName("b.example"));
        assertThat(pattern.match(new EmailAddress(localPart, pattern.domain())))
                .contains(List.of(captured.split("\\|", -1)));
    }

    @ParameterizedTest
    @CsvSource({"info-*, infox", "*-info, info", "a*b*c, ac", "a*b*c, acb", "ab*ba, aba"})
    void glob_doesNotMatch(String glob, String localPart) {
        var pattern = new AddressGlob(glob, new DomainName("b.example"));
        assertThat(pattern.match(new EmailAddress(localPart, pattern.domain()))).isEmpty();
    }

    @Test
    void glob_saysTheSameAsARegularExpression() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String glob = word(random, "ab*", 6);
            String text = word(random, "ab", 8);
            if (glob.contains("**") || !glob.contains("*")) {
                continue;
            }
            var pattern = new AddressGlob(glob, new DomainName("b.example"));
            assertThat(pattern.match(new EmailAddress(text, pattern.domain())).isPresent())
                    .as("%s %s, seed %d", glob, text, seed)
                    .isEqualTo(text.matches(glob.replace("*", ".*")));
        }
    }

    private static String word(Random random, String alphabet, int most) {
        var word = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    @Test
    void patternThatSaysMore_isAskedFirst() throws Exception {
        var wide =
                RouteEntry.of(RouteKind.PATTERN, "*@b.example", Map.of("discard", List.of("true")));
        var narrow =
                RouteEntry.of(RouteKind.PATTERN, "in*@b.example", Map.of("refuse", List.of("no")));
        assertThat(RouteTable.of(List.of(wide, narrow)).patterns(new DomainName("b.example")))
                .extracting(RouteEntry::subject)
                .containsExactly("in*@b.example", "*@b.example");
    }
}
