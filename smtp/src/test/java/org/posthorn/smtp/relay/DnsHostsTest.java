package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

@Timeout(60)
final class DnsHostsTest {
    private final FakeDns dns = new FakeDns();

    @AfterEach
    void close() {
        dns.close();
    }

    private DnsSettings settings() {
        return DnsSettings.of(Set.of("mail.own.test"), Set.of(InetAddress.ofLiteral("192.0.2.99")))
                .withServers(List.of(dns.address()))
                .withTimeout(Duration.ofMillis(500), 1);
    }

    private Hosts hosts() {
        return new DnsHosts(settings());
    }

    /// `name=address,address` for each.
    private static List<String> some(Hosts.Found found) {
        assertThat(found).isInstanceOf(Hosts.Found.Some.class);
        return ((Hosts.Found.Some) found)
                .hosts().stream()
                        .map(host ->
                                host.name()
                                        + "="
                                        + String.join(
                                                ",",
                                                host.addresses().stream()
                                                        .map(InetAddress::getHostAddress)
                                                        .toList()))
                        .toList();
    }

    private static String never(Hosts.Found found) {
        assertThat(found).isInstanceOf(Hosts.Found.Never.class);
        RemoteReply why = ((Hosts.Found.Never) found).why();
        return why.code() + " " + why.status();
    }

    private static String notNow(Hosts.Found found) {
        assertThat(found).isInstanceOf(Hosts.Found.NotNow.class);
        RemoteReply why = ((Hosts.Found.NotNow) found).why();
        return why.code() + " " + why.status();
    }

    @Test
    void hosts_comeBestFirst() {
        dns.mx("a.test", "20 Second.test", "10 first.test")
                .addresses("first.test", "192.0.2.1")
                .addresses("second.test", "192.0.2.2", "192.0.2.3");
        assertThat(some(hosts().find("A.Test")))
                .satisfies(found -> {
                    assertThat(found.getFirst()).isEqualTo("first.test=192.0.2.1");
                    assertThat(found.getLast()).startsWith("second.test=192.0.2.");
                });
    }

    @Test
    void equalHosts_comeInAnyOrder() {
        dns.mx("a.test", "10 b.test", "10 c.test")
                .addresses("b.test", "192.0.2.1")
                .addresses("c.test", "192.0.2.2");
        Hosts hosts = hosts();
        Set<String> first = new HashSet<>();
        while (first.size() < 2) {
            first.add(some(hosts.find("a.test")).getFirst());
        }
        assertThat(first).containsExactlyInAnyOrder("b.test=192.0.2.1", "c.test=192.0.2.2");
    }

    @Test
    void ipv6_isFirst_andTheFamiliesTakeTurns() {
        dns.mx("a.test", "10 b.test")
                .addresses("b.test", "2001:db8::1", "192.0.2.1", "192.0.2.2", "2001:db8::2");
        Hosts.Found.Some found = (Hosts.Found.Some) hosts().find("a.test");
        assertThat(found.hosts().getFirst().addresses().stream().map(a -> a.getAddress().length))
                .containsExactly(16, 4, 16, 4);
    }

    @Test
    void ipv6_whereOfNoUse_isNotAskedFor() {
        dns.mx("a.test", "10 b.test").addresses("b.test", "2001:db8::1", "192.0.2.1");
        assertThat(some(new DnsHosts(settings().withUse(false, false)).find("a.test")))
                .containsExactly("b.test=192.0.2.1");
        assertThat(dns.questions()).isEqualTo(2);
    }

    @Test
    void noMx_domainItselfIsTheHost() {
        dns.addresses("a.test", "192.0.2.1");
        assertThat(some(hosts().find("a.test"))).containsExactly("a.test=192.0.2.1");
    }

    @Test
    void nullMx_takesNoMail() {
        dns.mx("a.test", "0 .");
        assertThat(never(hosts().find("a.test"))).isEqualTo("556 5.1.10");
    }

    @Test
    void nullMxBesideOthers_isPassedOver() {
        dns.mx("a.test", "0 .", "10 b.test").addresses("b.test", "192.0.2.1");
        assertThat(some(hosts().find("a.test"))).containsExactly("b.test=192.0.2.1");
    }

    @Test
    void noSuchDomain_isNever() {
        assertThat(never(hosts().find("a.test"))).isEqualTo("550 5.1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..test", "-a.test", "a b.test", "192.0.2.1", "\u00ad"})
    void noDomain_isNever(String domain) {
        assertThat(never(hosts().find(domain))).isEqualTo("550 5.1.2");
        assertThat(dns.questions()).isZero();
    }

    @Test
    void neitherMxNorAddress_isNever() {
        dns.empty("a.test");
        assertThat(never(hosts().find("a.test"))).isEqualTo("550 5.4.4");
    }

    @Test
    void hostWithoutAddress_isPassedOver() {
        dns.mx("a.test", "10 gone.test", "20 empty.test", "30 b.test")
                .empty("empty.test")
                .addresses("b.test", "192.0.2.1");
        assertThat(some(hosts().find("a.test"))).containsExactly("b.test=192.0.2.1");
        dns.mx("b.test", "10 gone.test");
        assertThat(never(hosts().find("b.test"))).isEqualTo("550 5.4.4");
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
    void failure_isNotNow(int code) {
        dns.fails("a.test", code);
        assertThat(notNow(hosts().find("a.test"))).isEqualTo("451 4.4.3");
    }

    @Test
    void silence_isNotNow() {
        dns.silent("a.test");
        assertThat(notNow(hosts().find("a.test"))).isEqualTo("451 4.4.3");
    }

    @Test
    void failureOfAHost_isNotNow_unlessThereIsAnother() {
        dns.mx("a.test", "10 b.test").fails("b.test", Rcode.SERVFAIL);
        dns.mx("c.test", "10 b.test", "20 d.test").addresses("d.test", "192.0.2.1");
        assertThat(notNow(hosts().find("a.test"))).isEqualTo("451 4.4.3");
        assertThat(some(hosts().find("c.test"))).containsExactly("d.test=192.0.2.1");
    }

    @Test
    void silentServer_isFollowedByTheNext() {
        dns.addresses("a.test", "192.0.2.1");
        try (FakeDns mute = new FakeDns().silent("a.test")) {
            Hosts hosts =
                    new DnsHosts(settings().withServers(List.of(mute.address(), dns.address())));
            assertThat(some(hosts.find("a.test"))).containsExactly("a.test=192.0.2.1");
        }
    }

    @Test
    void alias_isFollowed() {
        dns.alias("a.test", "real.test")
                .mx("real.test", "10 alias.test")
                .alias("alias.test", "b.test")
                .addresses("b.test", "192.0.2.1");
        assertThat(some(hosts().find("a.test"))).containsExactly("alias.test=192.0.2.1");
    }

    @Test
    void aliasesInACircle_areNotNow() {
        dns.alias("a.test", "b.test").alias("b.test", "a.test");
        assertThat(notNow(hosts().find("a.test"))).isEqualTo("451 4.4.3");
    }

    @Test
    void ownName_endsTheList() {
        dns.mx("a.test", "10 first.test", "20 Mail.Own.test", "20 other.test", "30 last.test")
                .addresses("first.test", "192.0.2.1")
                .addresses("other.test", "192.0.2.2")
                .addresses("last.test", "192.0.2.3");
        assertThat(some(hosts().find("a.test"))).containsExactly("first.test=192.0.2.1");
    }

    @Test
    void ownAddress_endsTheList() {
        dns.mx("a.test", "10 first.test", "20 we.test", "30 last.test")
                .addresses("first.test", "192.0.2.1")
                .addresses("we.test", "192.0.2.99")
                .addresses("last.test", "192.0.2.3");
        assertThat(some(hosts().find("a.test"))).containsExactly("first.test=192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 mail.own.test", "10 we.test"})
    void onlyOurselves_isNever(String host) {
        dns.mx("a.test", host, "20 last.test")
                .addresses("mail.own.test", "192.0.2.7")
                .addresses("we.test", "192.0.2.99")
                .addresses("last.test", "192.0.2.3");
        assertThat(never(hosts().find("a.test"))).isEqualTo("554 5.4.6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "169.254.1.1",
                "::1",
                "::",
                "fe80::1",
                "ff02::1"
            })
    void addressThatMeansThisMachine_isOfNoUse(String address) {
        dns.mx("a.test", "10 b.test").addresses("b.test", address);
        assertThat(never(hosts().find("a.test"))).isEqualTo("550 5.4.4");
    }

    @Test
    void addressThatMeansThisMachine_mayBeAllowed() {
        dns.mx("a.test", "10 b.test").addresses("b.test", "127.0.0.1");
        assertThat(some(new DnsHosts(settings().withUse(true, true)).find("a.test")))
                .containsExactly("b.test=127.0.0.1");
    }

    @Test
    void manyHostsAndAddresses_areCut() {
        String[] mx =
                IntStream.range(0, 30).mapToObj(i -> i + " h" + i + ".t").toArray(String[]::new);
        dns.mx("a.test", mx);
        for (String host : mx) {
            dns.addresses(
                    host.substring(host.indexOf(' ') + 1),
                    IntStream.range(1, 15).mapToObj(i -> "192.0.2." + i).toArray(String[]::new));
        }
        Hosts.Found.Some found =
                (Hosts.Found.Some) new DnsHosts(settings().withUse(false, false)).find("a.test");
        assertThat(found.hosts()).hasSize(20);
        assertThat(found.hosts()).allMatch(host -> host.addresses().size() == 10);
    }

    @Test
    void international_isAskedForInAscii() {
        dns.addresses("xn--bcher-kva.test", "192.0.2.1");
        assertThat(some(hosts().find("B\u00fccher.test")))
                .containsExactly("xn--bcher-kva.test=192.0.2.1");
    }

    @Test
    void answers_areRemembered_foundOrNot() {
        dns.addresses("a.test", "192.0.2.1");
        Hosts hosts = hosts();
        hosts.find("a.test");
        hosts.find("gone.test");
        int questions = dns.questions();
        assertThat(some(hosts.find("a.test"))).isNotEmpty();
        assertThat(never(hosts.find("gone.test"))).isEqualTo("550 5.1.2");
        assertThat(dns.questions()).isEqualTo(questions);
    }

    @ParameterizedTest
    @CsvSource({
        "[192.0.2.1], [192.0.2.1]=192.0.2.1",
        "[IPv6:2001:db8::1], [IPv6:2001:db8::1]=2001:db8:0:0:0:0:0:1",
    })
    void literal_isItsOwnHost(String literal, String host) {
        assertThat(some(hosts().find(literal))).containsExactly(host);
    }

    @ParameterizedTest
    @CsvSource({
        "[192.0.2.99], 554 5.4.6",
        "[127.0.0.1], 550 5.4.4",
        "[IPv6:::1], 550 5.4.4",
        "[1], 550 5.1.2",
        "[1.2.3], 550 5.1.2",
        "[1.2.3.256], 550 5.1.2",
        "[2001:db8::1], 550 5.1.2",
        "[IPv6:fe80::1%lo], 550 5.1.2",
        "[a.test], 550 5.1.2",
        "[, 550 5.1.2",
    })
    void literal_thatIsOfNoUse_isNever(String literal, String reply) {
        assertThat(never(hosts().find(literal))).isEqualTo(reply);
    }

    @Test
    void names_areComparedInAnyCase() {
        assertThat(
                        new DnsSettings(
                                        List.of(),
                                        Duration.ofSeconds(1),
                                        1,
                                        1,
                                        true,
                                        false,
                                        new HashSet<>(Arrays.asList("A.Test")),
                                        Set.of())
                                .ownNames())
                .containsExactly("a.test");
    }
}
