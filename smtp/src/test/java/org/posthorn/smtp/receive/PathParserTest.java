package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.directory.EmailAddress;

final class PathParserTest {
    private static final String[] PIECES = {
        "FROM:",
        "TO:",
        "<",
        ">",
        "@",
        ":",
        ",",
        "a",
        "example.com",
        "\"",
        "\\",
        " ",
        "SIZE=",
        "1",
        "[",
        "]",
        "127.0.0.1",
        ".",
        "-",
        "=",
        "Postmaster",
        "\u00e4",
        "\u00c3\u00a4",
        " SMTPUTF8",
        "AUTH=<>",
        "+2B",
        "(",
        ")"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b.example",
                "\"a b\"@b.example",
                "\"a\\\"b@c\"@b.example",
                "a+detail=x/y@sub.b.example",
                "a@[192.0.2.1]",
                "a@b-c.3d.x--y",
                "a@[IPv6:2001:db8::1]"
            })
    void reversePath_isKeptAsWritten(String path) throws Exception {
        assertThat(PathParser.reversePath("FROM:<" + path + ">").path())
                .isEqualTo(new ReversePath(path))
                .hasToString("<" + path + ">");
    }

    @Test
    void sourceRoute_isDropped() throws Exception {
        assertThat(PathParser.reversePath("FROM:<@a.example,@b.example:c@d.example>").path())
                .isEqualTo(new ReversePath("c@d.example"));
    }

    @Test
    void parameters_areFoundByTheirUpperCaseKeywords() throws Exception {
        assertThat(PathParser.reversePath("FROM:<>  size=1 X-Y  b=<>").parameters())
                .isEqualTo(Map.of("SIZE", "1", "X-Y", "", "B", "<>"));
    }

    @Test
    void limits_areThoseOfTheRfc() throws Exception {
        String local = "l".repeat(64);
        assertThat(PathParser.reversePath("FROM:<" + local + "@b.example>").path().isNull())
                .isFalse();
        assertRefused("FROM:<l" + local + "@b.example>");
        String label = "d".repeat(63);
        assertThat(PathParser.reversePath("FROM:<a@" + label + ".example>").path().isNull())
                .isFalse();
        assertRefused("FROM:<a@d" + label + ".example>");
        assertRefused("FROM:<a@" + (label + ".").repeat(4) + "example>");
        assertRefused("FROM:<" + local + "@" + (label + ".").repeat(3) + "example>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a@b>",
                "FROM<a@b>",
                "FROM:",
                "FROM:<",
                "FROM:<a@b",
                "FROM:a@b",
                "FROM:<a>",
                "FROM:<@b>",
                "FROM:<a@b>x",
                "FROM:<a b@c>",
                "FROM:<.a@b>",
                "FROM:<a.@b>",
                "FROM:<a@b..c>",
                "FROM:<a@.b>",
                "FROM:<a@[1.2.3.4>",
                "FROM:<\"a@b>",
                "FROM:<@a@b>",
                "FROM:<@a,b:c@d>",
                "FROM:<@a,:c@d>",
                "FROM:<@a@b:c@d>",
                "FROM:<@a,@b,:c@d>",
                "FROM:<@:c@d>",
                "FROM:<@[192.0.2.1]:c@d>",
                "FROM:<a@-b.example>",
                "FROM:<a@b-.example>",
                "FROM:<a@b.example->",
                "FROM:<a@b_c.example>",
                "FROM:<a@b.example.>",
                "FROM:<a@[1.2.3.256]>",
                "FROM:<a@[IPv6:1]>",
                "FROM:<a@[a.example]>",
                "FROM:<> -A=1",
                "FROM:<> A=",
                "FROM:<> A=1=2",
                "FROM:<> A A",
                "FROM:<a@b> \u00e4",
                "FROM:<<a@b>>",
                "FROM:<Postmaster>"
            })
    void whatIsNoReversePath_isRefused(String argument) {
        assertRefused(argument);
    }

    private static void assertRefused(String argument) {
        assertThatThrownBy(() -> PathParser.reversePath(argument))
                .isInstanceOf(CommandException.class);
    }

    @Test
    void utf8_isAnAddressWhereItWasAskedFor() throws Exception {
        String sent = octets("<j\u00f6rg@m\u00fcnchen.example>");
        assertThat(PathParser.reversePath("FROM:" + sent + " SMTPUTF8").path())
                .isEqualTo(new ReversePath("j\u00f6rg@m\u00fcnchen.example"));
        assertThat(PathParser.forwardPath("TO:" + sent, true).path())
                .isEqualTo(
                        new ForwardPath.Address(
                                EmailAddress.parse("j\u00f6rg@xn--mnchen-3ya.example"),
                                "j\u00f6rg@m\u00fcnchen.example"));
        assertReply("FROM:" + sent, Reply.NON_ASCII_SENDER);
        assertThatThrownBy(() -> PathParser.forwardPath("TO:" + sent, false))
                .hasMessage(new CommandException(Reply.NON_ASCII_RECIPIENT).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e4@b.example",
                "\u00c3\u00a4\u00c3@b.example",
                "\u00c2\u0085@b.example",
                "\u00e2\u0080\u00aea@b.example",
                "a@\u00c3\u00a4-.example",
                "a@\u00e2\u0080\u00ae.example",
                "\u00c3\u00a4@[192.0.2.1]"
            })
    void whatIsNoUtf8_orHidesSomething_isNoAddress(String octets) {
        assertReply("FROM:<" + octets + "> SMTPUTF8", Reply.BAD_SENDER);
    }

    private static void assertReply(String argument, Reply reply) {
        assertThatThrownBy(() -> PathParser.reversePath(argument))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.reply()).isEqualTo(reply));
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void postmaster_needsNoDomain() throws Exception {
        assertThat(PathParser.forwardPath("TO:<pOstmaster>", false).path())
                .isEqualTo(new ForwardPath.Postmaster());
    }

    @Test
    void anything_isParsedOrRefused() {
        Random random = new Random(5321);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder argument = new StringBuilder(random.nextBoolean() ? "FROM:<" : "TO:<");
            for (int length = random.nextInt(12); length > 0; length--) {
                argument.append(PIECES[random.nextInt(PIECES.length)]);
            }
            parse(argument.toString(), random.nextBoolean());
        }
    }

    private static void parse(String argument, boolean utf8) {
        try {
            if (argument.startsWith("F")) {
                assertThat(PathParser.reversePath(argument).path().text())
                        .matches(argument.contains("SMTPUTF8") ? "[ -~\u00e4]*" : "[ -~]*");
            } else {
                PathParser.forwardPath(argument, utf8);
            }
        } catch (CommandException refused) {
            assertThat(refused.reply().code()).isBetween(500, 599);
        }
    }

    @Test
    void anyLine_isTakenApart() {
        Random random = new Random(2920);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = new byte[random.nextInt(30)];
            random.nextBytes(octets);
            CommandLine line = CommandLine.parse(new String(octets, StandardCharsets.ISO_8859_1));
            assertThat(line.verb()).doesNotContain(" ");
        }
    }
}
