package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.mailbox.mime.Envelope.Address;

class AddressListParserTest {
    /// As `name|route|mailbox|host`, absent ones as `-`, addresses joined by a blank and a plus
    /// sign.
    private static String show(List<Address> addresses) {
        return addresses.stream()
                .map(a ->
                        Stream.of(a.name(), a.route(), a.mailbox(), a.host())
                                .map(text -> text == null ? "-" : text)
                                .collect(Collectors.joining("|")))
                .collect(Collectors.joining(" + "));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments("john@example.com", "-|-|john|example.com"),
                arguments("John Doe <john@example.com>", "John Doe|-|john|example.com"),
                arguments(
                        "\"Joe Q. Public\" <john.q.public@example.com>",
                        "Joe Q. Public|-|john.q.public|example.com"),
                arguments(
                        "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
                        "Mary Smith|-|mary|x.test + -|-|jdoe|example.org + Who?|-|one|y.test"),
                arguments(
                        "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
                        "-|-|boss|nil.test + Giant; \"Big\" Box|-|sysservices|example.net"),
                arguments(
                        "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
                        "-|-|A Group|- + Ed Jones|-|c|a.test + -|-|joe|where.test + John|-|jdoe|one.test + -|-|-|-"),
                arguments("Undisclosed recipients:;", "-|-|Undisclosed recipients|- + -|-|-|-"),
                arguments(
                        "(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;",
                        "-|-|Hidden recipients|- + -|-|-|-"),
                arguments(
                        "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
                        "Pete|-|pete|silly.test"),
                arguments(
                        "Chris Jones <c@(Chris's host.)public.example>",
                        "Chris Jones|-|c|public.example"),
                arguments(
                        "Joe Q. Public <john . q . public @ example . com>",
                        "Joe Q. Public|-|john.q.public|example.com"),
                arguments(
                        "Mary Smith <@node.test, @b.test:mary@example.net>, , jdoe@test . example",
                        "Mary Smith|@node.test,@b.test|mary|example.net + -|-|jdoe|test.example"),
                arguments(
                        "john@example.com (John (Jack) Doe)", "John (Jack) Doe|-|john|example.com"),
                arguments("\"john doe\"@example.com", "-|-|john doe|example.com"),
                arguments(
                        "john@[192.0.2.1], a@[IPv6:2001:db8::1]",
                        "-|-|john|[192.0.2.1] + -|-|a|[IPv6:2001:db8::1]"),
                arguments(
                        "=?utf-8?B?w6Q=?= =?utf-8?Q?=C3=A4?= <a@b>",
                        "=?utf-8?B?w6Q=?= =?utf-8?Q?=C3=A4?=|-|a|b"),
                arguments(
                        "j\u00c3\u00b6rg@ex\u00c3\u00a4mple.com",
                        "-|-|j\u00c3\u00b6rg|ex\u00c3\u00a4mple.com"));
    }

    static Stream<Arguments> brokenLists() {
        return Stream.of(
                arguments("", ""),
                arguments(" , ,; ", ""),
                arguments("john", "-|-|john|MISSING_DOMAIN"),
                arguments("John Doe", "-|-|John Doe|MISSING_DOMAIN"),
                arguments("<john>", "-|-|john|MISSING_DOMAIN"),
                arguments("John <>", "John|-|MISSING_MAILBOX|MISSING_DOMAIN"),
                arguments("John <@example.com>", "John|-|MISSING_MAILBOX|example.com"),
                arguments("@example.com", "-|-|MISSING_MAILBOX|example.com"),
                arguments("john@", "-|-|john|MISSING_DOMAIN"),
                arguments("John Doe john@example.com", "John Doe|-|john|example.com"),
                arguments("John <john@example.com, b@c", "John|-|john|example.com + -|-|b|c"),
                arguments("a@b c@d", "-|-|a|b + -|-|c|d"),
                arguments("a@b; c@d", "-|-|a|b + -|-|c|d"),
                arguments("<<a@b>>, c@d", "-|-|a|b + -|-|c|d"),
                arguments("a@b@c", "-|-|a@b|c"),
                arguments("A <a@b> junk \"x, y\" (,), c@d", "A|-|a|b + -|-|c|d"),
                arguments("group: a@b", "-|-|group|- + -|-|a|b + -|-|-|-"),
                arguments("\"unclosed <a@b>", "-|-|unclosed <a@b>|MISSING_DOMAIN"),
                arguments("(unclosed a@b", ""),
                arguments("a: b: c@d;", "-|-|a|- + -|-|c|d + -|-|-|-"),
                arguments(": :: a@b", "-|-|a|b"));
    }

    @ParameterizedTest
    @MethodSource({"lists", "brokenLists"})
    void list_isReadAs(String text, String expected) {
        assertThat(show(AddressListParser.parse(text))).isEqualTo(expected);
    }

    @Test
    void anyText_isReadInLinearTime() {
        for (String unit :
                List.of(
                        "(", "<", "\"", ".", ". ", "a@", ":", ",", "\\", "[", "<@", "a ", "()",
                        "a.", "@a.")) {
            String text = unit.repeat(60_000 / unit.length());
            long start = HostileMessagesTest.cpuTime();
            assertThat(AddressListParser.parse(text)).isNotNull();
            assertThat(HostileMessagesTest.cpuTime() - start).as(unit).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void randomText_isReadWithoutException() {
        var random = new Random(3);
        String alphabet = "ab.@<>(),;:\"\\[] \t=?-_\u00e4";
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Address address : AddressListParser.parse(text.toString())) {
                assertThat(address.mailbox() == null && address.host() != null)
                        .as("%s", text)
                        .isFalse();
            }
        }
    }
}
