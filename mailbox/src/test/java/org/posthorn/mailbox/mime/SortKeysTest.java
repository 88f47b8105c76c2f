package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SortKeysTest {
    /// Its stored form refers to the envelope wherever it can.
    static final byte[] ORDINARY =
            """
            From: Alice <a@x>
            To: b@x
            Subject: Re: one
            Date: 26 Nov 2026 10:00:00 +0000
            Message-ID: <m@x>
            References: <r@x> <s@x>

            """
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private static ParsedMessage parse(String message) {
        var octets = message.getBytes(StandardCharsets.UTF_8);
        try {
            return MessageParser.parse(new ByteArrayInputStream(octets));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SortKeys keys(String header) {
        return parse(header + "\r\n\r\nHello.\r\n").sortKeys();
    }

    /// RFC 5256 section 2.1.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hello|hello|false",
                "Re: hello|hello|true",
                "re: RE: Fw: FWD: hello|hello|true",
                "Re[2]: hello|hello|true",
                "Re [list] : hello|hello|true",
                "[list] Re: hello|hello|true",
                "[list] hello|hello|false",
                "[a] [b] hello|hello|false",
                "[only]|[only]|false",
                "[a][b]|[b]|false",
                "hello (fwd)|hello|true",
                "hello (fwd) (FWD) |hello|true",
                "[fwd: hello]|hello|true",
                "[Fwd: Re: [list] hello (fwd)]|hello|true",
                "Re:|''|true",
                "''|''|false",
                "hello   two\tblanks|hello two blanks|false",
                "Reply: no mark|Reply: no mark|false",
                "[a Re: b|[a Re: b|false",
                "Re: [fwd: [fwd: deep]]|deep|true",
                "[PATCH] [Fwd: hello]|hello|true",
                "[a] [b] Re[c]: [d] [e]|[e]|true",
                "AW: translated|AW: translated|false",
                "RE: \u0130stanbul|\u0130stanbul|true",
                "=?UTF-8?Q?Re:_Gr=C3=BC=C3=9Fe?=|Gr\u00FC\u00DFe|true"
            })
    void baseSubject(String subject, String base, boolean marked) {
        var keys = keys("Subject: " + subject);
        assertThat(keys.baseSubject()).isEqualTo(base);
        assertThat(keys.isReplyOrForward()).isEqualTo(marked);
    }

    /// A subject that takes long would hold up the delivery of everybody.
    @ParameterizedTest
    @ValueSource(strings = {"Re: ", "[a]", "[fwd: ", "[", "re[", " (fwd)", "Re [a] "})
    @Timeout(10)
    void hostileSubject_isLookedAtOnce(String piece) {
        var keys = keys("Subject: " + piece.repeat(65_000 / piece.length()) + "x");
        assertThat(keys.baseSubject()).hasSizeLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 26 Nov 2026 10:00:00 +0000|2026-11-26T10:00:00Z",
                "26 Nov 2026 10:00 +0130|2026-11-26T08:30:00Z",
                "Thu, 26 Nov 26 10:00:00 EST|2026-11-26T15:00:00Z",
                "26 Nov 99 10:00:00 GMT|1999-11-26T10:00:00Z",
                "26 Nov 126 10:00:00 Z|2026-11-26T10:00:00Z",
                "Thu (a day), 26 (the (26th)) Nov 2026 10 : 00 : 00 -0800 (PST)|2026-11-26T18:00:00Z",
                "31 Dec 2016 23:59:60 +0000|2016-12-31T23:59:59Z",
                "26 November 2026 10:00:00 +0000|2026-11-26T10:00:00Z",
                "1 Jan 2026 00:00:00|2026-01-01T00:00:00Z",
                "31 Dec 2000 16:01:33 -0800|2001-01-01T00:01:33Z",
                "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600|1997-11-21T15:55:06Z",
                "Thu, 13 Feb 1969 23:32 -0330|1969-02-14T03:02:00Z",
                "21 Nov 97 09:55:06 GMT|1997-11-21T09:55:06Z",
                "26 Nov 49 10:00:00 Z|2049-11-26T10:00:00Z",
                "26 Nov 50 10:00:00 Z|1950-11-26T10:00:00Z",
                "26 Nov 2026 10:00:00 A|2026-11-26T10:00:00Z",
                "26 Nov 2026 (a \\) b) 10:00:00 +0000|2026-11-26T10:00:00Z"
            })
    void sentDate(String date, String expected) {
        assertThat(keys("Date: " + date).sent()).contains(Instant.parse(expected));
    }

    /// RFC 5256 section 2.2: a zone that is none is UTC, a time that is none is 00:00:00.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26 Nov 2026 10:00:00 +x000|2026-11-26T10:00:00Z",
                "26 Nov 2026 10:00:00 +01:00|2026-11-26T10:00:00Z",
                "26 Nov 2026 10:00:00 +0160|2026-11-26T10:00:00Z",
                "26 Nov 2026 10:00:00 +|2026-11-26T10:00:00Z",
                "26 Nov 2026|2026-11-26T00:00:00Z",
                "26 Nov 2026 25:00:00 +0100|2026-11-26T00:00:00Z",
                "26 Nov 2026 10:60:00 +0100|2026-11-26T00:00:00Z",
                "26 Nov 2026 10:00:61 +0100|2026-11-26T00:00:00Z",
                "26 Nov 2026 noon|2026-11-26T00:00:00Z"
            })
    void sentDate_withoutZoneOrTime(String date, String expected) {
        assertThat(keys("Date: " + date).sent()).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "32 Nov 2026 10:00:00 +0000",
                "29 Feb 2026 10:00:00 +0000",
                "26 Foo 2026 10:00:00 +0000",
                "1 Jan 0 00:00:00 +0100",
                "1 Jan 0001 00:00:00 +9959",
                "31 Dec 1899 23:59:59 +0000",
                "(26 Nov 2026 10:00:00 +0000",
                "26 Nov 99999 10:00:00 +0000",
                "26 Nov -2026 10:00:00 +0000",
                "26 No 2026 10:00:00 +0000",
                ","
            })
    void dateThatIsNone_isAbsent(String date) {
        assertThat(keys("Date: " + date).sent()).isEqualTo(Optional.empty());
    }

    /// RFC 5957 section 3.
    @Test
    void displayNames_areDecoded_orTheAddress() {
        var keys =
                keys(
                        "From: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.org>, other@example.org\r\n"
                                + "To: alice@example.com");
        assertThat(keys.displayFrom()).isEqualTo("J\u00F6rg");
        assertThat(keys.displayTo()).isEqualTo("alice@example.com");
        assertThat(keys("To: friends: a@example.org, b@example.org;").displayTo())
                .isEqualTo("friends");
        assertThat(keys("Subject: none").displayFrom()).isEmpty();
        assertThat(keys("From: =?utf-8?q??= <a@example.org>").displayFrom())
                .isEqualTo("a@example.org");
        assertThat(keys("From: =?utf-8?q?x?=@example.org").displayFrom())
                .isEqualTo("=?utf-8?q?x?=@example.org");
        assertThat(keys("From: J\u00F6rg <a@example.org>").displayFrom()).isEqualTo("J\u00F6rg");
        assertThat(keys("From: <j\u00F6rg@example.org>").displayFrom())
                .isEqualTo("j\u00F6rg@example.org");
    }

    @Test
    void references_areThoseOfReferences_elseTheParentOfInReplyTo() {
        assertThat(keys("References: <a@x> <b@x>\r\n <a@x> junk <c @x>").references())
                .containsExactly("a@x", "b@x", "c@x");
        assertThat(keys("In-Reply-To: your mail <p@x> of <q@x>").references())
                .containsExactly("p@x");
        assertThat(keys("References: none\r\nIn-Reply-To: <p@x>").references())
                .containsExactly("p@x");
        assertThat(keys("In-Reply-To: <> <q@x>").references()).containsExactly("q@x");
        assertThat(keys("Subject: alone").references()).isEmpty();
    }

    @Test
    void references_thatAreVeryMany_areTheFirstAndTheLast() {
        var header = new StringBuilder("References:");
        for (int i = 0; i < 5000; i++) {
            header.append(" <").append(i).append("@x>\r\n");
        }
        var references = keys(header.toString().stripTrailing()).references();
        assertThat(references).hasSize(100).startsWith("0@x").endsWith("4998@x", "4999@x");
    }

    /// Many times what is kept of a field: its end says what the message answers.
    @Test
    void references_thatFillTheFieldManyTimes_areTheFirstAndTheLastOfAll() {
        var header = new StringBuilder("References:");
        for (int i = 0; i < 10_000; i++) {
            header.append(" <").append(i).append('.').append("x".repeat(40)).append("@x>\r\n");
        }
        var message = parse(header + "Subject: behind\r\n\r\n");
        var references = message.sortKeys().references();
        String id = "." + "x".repeat(40) + "@x";
        assertThat(references).hasSize(100).startsWith(0 + id).endsWith(9998 + id, 9999 + id);
        assertThat(references).allMatch(reference -> reference.endsWith(id));
        assertThat(message.threadRoot()).isEqualTo(0 + id);
        assertThat(message.envelope().subject()).isEqualTo("behind");
    }

    @Test
    void ownId_isInTheFormOfReferences() {
        assertThat(parse("Message-ID: <\"a\"@x>\r\n\r\n").envelope().normalMessageId())
                .isEqualTo("a@x");
        assertThat(parse("Message-ID: a@x\r\n\r\n").envelope().normalMessageId()).isNull();
    }

    /// What the envelope says already costs an octet or none.
    @Test
    void storedForm_ofAnOrdinaryMessage_growsByLittle() {
        String message = "From: A <a@x>\r\nTo: B <b@x>\r\nSubject: %sBudget\r\n\r\n";
        int one = ParsedMessageCodec.encode(parse(message.formatted(""))).length;
        int reply = ParsedMessageCodec.encode(parse(message.formatted("Re: "))).length;
        assertThat(reply - one).isEqualTo("Re: ".length());
    }

    @Test
    void storedForm_givesThemBackAlone_andSaysItsVersion() {
        var message =
                parse(
                        """
                        From: Alice <a@x>
                        To: b@x
                        Subject: Re: one
                        Date: 26 Nov 2026 10:00:00 +0000
                        References: <r@x> <s@x>

                        """
                                .replace("\n", "\r\n"));
        byte[] encoded = ParsedMessageCodec.encode(message);
        assertThat(ParsedMessageCodec.version(encoded)).isEqualTo(ParsedMessageCodec.VERSION);
        assertThat(ParsedMessageCodec.decodeSortKeys(encoded)).isEqualTo(message.sortKeys());
        assertThat(ParsedMessageCodec.decodeEnvelope(encoded)).isEqualTo(message.envelope());
        assertThat(ParsedMessageCodec.decode(encoded)).isEqualTo(message);
        assertThat(Duration.between(message.sortKeys().sent().orElseThrow(), Instant.EPOCH))
                .isNegative();
    }
}
