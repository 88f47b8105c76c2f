package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.mime.BodyPart.Embedded;
import org.posthorn.mailbox.mime.BodyPart.Leaf;
import org.posthorn.mailbox.mime.BodyPart.Multipart;

class MessageParserTest {
    static ParsedMessage parse(String message) throws IOException {
        return parse(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ParsedMessage parse(byte[] message) throws IOException {
        return MessageParser.parse(new ByteArrayInputStream(message));
    }

    /// Lines ended by LF, as text blocks have them, ended by CRLF instead.
    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String body(String message, BodyPart part) {
        return message.substring((int) part.extent().bodyStart(), (int) part.extent().end());
    }

    private static String header(String message, BodyPart part) {
        return message.substring(
                (int) part.extent().headerStart(), (int) part.extent().bodyStart());
    }

    private static List<BodyPart> parts(BodyPart part) {
        assertThat(part).isInstanceOf(Multipart.class);
        return ((Multipart) part).parts();
    }

    private static Multipart multipart(String message, int expected) throws IOException {
        var root = parse(message).root();
        assertThat(parts(root)).hasSize(expected);
        return (Multipart) root;
    }

    @Test
    void plainMessage_isOneLeaf() throws IOException {
        String message =
                crlf(
                        """
                        Subject: hello
                        From: a@example.com

                        one
                        two
                        """);
        ParsedMessage parsed = parse(message);
        assertThat(parsed.root()).isInstanceOf(Leaf.class);
        assertThat(body(message, parsed.root())).isEqualTo("one\r\ntwo\r\n");
        assertThat(parsed.root().extent().lines()).isEqualTo(2);
        assertThat(parsed.root().header().type()).isEqualTo("text");
        assertThat(parsed.root().header().parameter("CHARSET")).contains("us-ascii");
        assertThat(parsed.envelope().subject()).isEqualTo("hello");
        assertThat(parsed.envelope().date()).isNull();
        assertThat(parsed.envelope().sender()).isEqualTo(parsed.envelope().from());
        assertThat(parsed.preview()).isEqualTo("one two");
    }

    @Test
    void exampleOfRfc2046Section511_hasTwoParts() throws IOException {
        String message =
                crlf(
                        """
                        From: Nathaniel Borenstein <nsb@bellcore.com>
                        To: Ned Freed <ned@innosoft.com>
                        Date: Sun, 21 Mar 1993 23:56:48 -0800 (PST)
                        Subject: Sample message
                        MIME-Version: 1.0
                        Content-type: multipart/mixed; boundary="simple boundary"

                        This is the preamble.  It is to be ignored, though it
                        is a handy place for composition agents to include an
                        explanatory note to non-MIME conformant readers.

                        --simple boundary

                        This is implicitly typed plain US-ASCII text.
                        It does NOT end with a linebreak.
                        --simple boundary
                        Content-type: text/plain; charset=us-ascii

                        This is explicitly typed plain US-ASCII text.
                        It DOES end with a linebreak.

                        --simple boundary--

                        This is the epilogue.  It is also to be ignored.
                        """);
        List<BodyPart> parts = multipart(message, 2).parts();
        assertThat(body(message, parts.get(0)))
                .isEqualTo(
                        "This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.");
        assertThat(header(message, parts.get(0))).isEqualTo("\r\n");
        assertThat(parts.get(0).extent().lines()).isEqualTo(1);
        assertThat(body(message, parts.get(1)))
                .isEqualTo(
                        "This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n");
        assertThat(header(message, parts.get(1)))
                .isEqualTo("Content-type: text/plain; charset=us-ascii\r\n\r\n");
        assertThat(parts.get(1).extent().lines()).isEqualTo(2);
        assertThat(parse(message).preview())
                .startsWith("This is implicitly typed")
                .endsWith("with a linebreak.");
    }

    @Test
    void digestOfRfc2046Section515_hasMessages() throws IOException {
        String message =
                crlf(
                        """
                        From: Moderator-Address
                        Subject:  Internet Digest, volume 42
                        Content-Type: multipart/mixed;
                                      boundary="---- main boundary ----"

                        ------ main boundary ----

                           ...Introductory text or table of contents...

                        ------ main boundary ----
                        Content-Type: multipart/digest;
                                      boundary="---- next message ----"

                        ------ next message ----

                        From: someone-else
                        Date: Fri, 26 Mar 1993 11:13:32 +0200
                        Subject: my opinion

                          ...body goes here ...

                        ------ next message ----

                        From: someone-else-again
                        Subject: my different opinion

                          ... another body goes here ...

                        ------ next message ------

                        ------ main boundary ------
                        """);
        Multipart root = multipart(message, 2);
        List<BodyPart> digest = parts(root.parts().get(1));
        assertThat(digest)
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).isInstanceOf(Embedded.class));
        var second = (Embedded) digest.get(1);
        assertThat(second.envelope().subject()).isEqualTo("my different opinion");
        assertThat(second.envelope().from().getFirst().host()).isEqualTo("MISSING_DOMAIN");
        assertThat(body(message, second.message()))
                .isEqualTo("  ... another body goes here ...\r\n");
        assertThat(second.header().is("message", "rfc822")).isTrue();
        assertThat(parse(message).envelope().subject()).isEqualTo("Internet Digest, volume 42");
    }

    @Test
    void missingEndBoundary_lastPartReachesToTheEnd() throws IOException {
        String message =
                crlf(
                        """
                        Content-Type: multipart/mixed; boundary=a

                        --a

                        one
                        --a

                        two
                        """);
        List<BodyPart> parts = multipart(message, 2).parts();
        assertThat(body(message, parts.get(1))).isEqualTo("two\r\n");
    }

    @Test
    void missingInnerEndBoundary_outerBoundaryEndsBoth() throws IOException {
        String message =
                crlf(
                        """
                        Content-Type: multipart/mixed; boundary=outer

                        --outer
                        Content-Type: multipart/alternative; boundary=inner

                        --inner

                        one
                        --outer

                        two
                        --outer--
                        """);
        List<BodyPart> parts = multipart(message, 2).parts();
        assertThat(body(message, parts(parts.get(0)).getFirst())).isEqualTo("one");
        assertThat(body(message, parts.get(1))).isEqualTo("two");
    }

    @Test
    void boundaryThatBeginsAnother_isNotTakenForIt() throws IOException {
        String message =
                crlf(
                        """
                        Content-Type: multipart/mixed; boundary=a

                        --a
                        Content-Type: multipart/mixed; boundary=ab

                        --ab

                        one
                        --abc
                        --ab

                        two
                        --ab--
                        --a--
                        """);
        List<BodyPart> inner = parts(multipart(message, 1).parts().getFirst());
        assertThat(inner).hasSize(2);
        assertThat(body(message, inner.getFirst())).isEqualTo("one\r\n--abc");
    }

    @Test
    void blanksBehindBoundary_doNotMatter() throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=\"a b \"\r\n\r\n--a b \t\r\n\r\none\r\n--a b--  \r\n";
        assertThat(body(message, multipart(message, 1).parts().getFirst())).isEqualTo("one");
    }

    @Test
    void boundaryInsideHeader_endsThePart() throws IOException {
        String message =
                crlf(
                        """
                        Content-Type: multipart/mixed; boundary=a

                        --a
                        Content-Type: text/html
                        --a
                        --a--
                        """);
        List<BodyPart> parts = multipart(message, 2).parts();
        assertThat(header(message, parts.getFirst())).isEqualTo("Content-Type: text/html\r\n");
        assertThat(parts.getFirst().header().subtype()).isEqualTo("html");
        assertThat(parts).allSatisfy(part -> assertThat(part.extent().bodyOctets()).isZero());
    }

    @Test
    void multipartWithoutParts_hasOneEmptyText() throws IOException {
        var parts =
                parts(parse("Content-Type: multipart/mixed; boundary=a\r\n\r\nnothing\r\n").root());
        assertThat(parts).hasSize(1);
        assertThat(parts.getFirst().header().is("text", "plain")).isTrue();
        assertThat(parts.getFirst().extent().bodyOctets()).isZero();
    }

    @Test
    void multipartWithoutBoundary_isPlainText() throws IOException {
        var parsed = parse("Content-Type: multipart/mixed\r\n\r\nhello\r\n");
        assertThat(parsed.root()).isInstanceOf(Leaf.class);
        assertThat(parsed.root().header().is("text", "plain")).isTrue();
        assertThat(parsed.preview()).isEqualTo("hello");
    }

    @Test
    void encodedEmbeddedMessage_isAnOpaqueLeaf() throws IOException {
        var root =
                parse(
                                "Content-Type: message/rfc822; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n")
                        .root();
        assertThat(root).isInstanceOf(Leaf.class);
        assertThat(root.header().is("application", "octet-stream")).isTrue();
        assertThat(root.header().parameter("name")).contains("x");
    }

    @Test
    void embeddedMessageWithoutBody_isThere() throws IOException {
        String message =
                crlf(
                        """
                        Content-Type: multipart/mixed; boundary=a

                        --a
                        Content-Type: message/global

                        Subject: x

                        --a--
                        """);
        var embedded = (Embedded) multipart(message, 1).parts().getFirst();
        assertThat(embedded.envelope().subject()).isEqualTo("x");
        assertThat(body(message, embedded)).isEqualTo("Subject: x\r\n");
        assertThat(embedded.message().extent().end()).isEqualTo(embedded.extent().end());
    }

    @Test
    void noHeaderAtAll_allIsBody() throws IOException {
        String message = "hello world\r\nmore\r\n";
        var parsed = parse(message);
        assertThat(parsed.root().extent())
                .isEqualTo(new BodyPart.Extent(0, 0, message.length(), 2));
        assertThat(parsed.preview()).isEqualTo("hello world more");
    }

    @Test
    void emptyMessage_isAnEmptyText() throws IOException {
        var parsed = parse("");
        assertThat(parsed.root().extent()).isEqualTo(new BodyPart.Extent(0, 0, 0, 0));
        assertThat(parsed.preview()).isEmpty();
        assertThat(parsed.threadRoot()).isNull();
    }

    @Test
    void mboxLineOnTop_isPassedOver() throws IOException {
        var parsed = parse("From a@b Mon Jan  5 08:00:00 2026\r\nSubject: x\r\n\r\nbody\r\n");
        assertThat(parsed.envelope().subject()).isEqualTo("x");
    }

    @Test
    void bareLineFeeds_separateLinesAndOffsetsStayTrue() throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=a\n\n--a\n\none\n--a\r\n\ntwo\rtwo\r\n--a--\n";
        List<BodyPart> parts = multipart(message, 2).parts();
        assertThat(body(message, parts.get(0))).isEqualTo("one");
        assertThat(body(message, parts.get(1))).isEqualTo("two\rtwo");
    }

    @Test
    void duplicateFields_firstCounts() throws IOException {
        var parsed = parse("Subject: one\r\nSubject: two\r\nNot a field\r\nTo: a@b\r\n\r\n");
        assertThat(parsed.envelope().subject()).isEqualTo("one");
        assertThat(parsed.envelope().to()).hasSize(1);
    }

    @Test
    void foldedFieldWithNul_isUnfoldedWithoutIt() throws IOException {
        var parsed = parse("Subject: one\r\n\ttwo\0\r\n  three \r\nDate:\r\n\r\n");
        assertThat(parsed.envelope().subject()).isEqualTo("one\ttwo  three");
        assertThat(parsed.envelope().date()).isEmpty();
    }

    @Test
    void mimeFields_areRead() throws IOException {
        var header =
                parse(
                                crlf(
                                        """
                                        Content-Type: text/plain; charset=us-ascii (Plain text); name="a \\"b\\" c"; x*0*=UTF-8''%41; x*1=b
                                        Content-Transfer-Encoding: (really) BASE64
                                        Content-Disposition: attachment; filename=my file.pdf; size=3
                                        Content-Language: en, (comment) de-AT
                                        Content-ID:  <x@y>
                                        Content-Description: a thing
                                        Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
                                        Content-Location: http://example.com/a

                                        """))
                        .root()
                        .header();
        assertThat(header.parameters())
                .extracting(PartHeader.Parameter::name, PartHeader.Parameter::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("charset", "us-ascii"),
                        org.assertj.core.groups.Tuple.tuple("name", "a \"b\" c"),
                        org.assertj.core.groups.Tuple.tuple("x*0*", "UTF-8''%41"),
                        org.assertj.core.groups.Tuple.tuple("x*1", "b"));
        assertThat(header.encoding()).isEqualTo("BASE64");
        assertThat(header.disposition())
                .isEqualTo(
                        new PartHeader.Disposition(
                                "attachment",
                                List.of(
                                        new PartHeader.Parameter("filename", "my file.pdf"),
                                        new PartHeader.Parameter("size", "3"))));
        assertThat(header.languages()).containsExactly("en", "de-AT");
        assertThat(header.id()).isEqualTo("<x@y>");
        assertThat(header.description()).isEqualTo("a thing");
        assertThat(header.md5()).isEqualTo("Q2hlY2sgSW50ZWdyaXR5IQ==");
        assertThat(header.location()).isEqualTo("http://example.com/a");
    }

    @Test
    void forgottenSemicolon_parametersAreStillRead() throws IOException {
        var header =
                parse("Content-Type: text/plain charset=utf-8 format=flowed;;\r\n\r\n")
                        .root()
                        .header();
        assertThat(header.parameter("charset")).contains("utf-8");
        assertThat(header.parameter("format")).contains("flowed");
    }

    @Test
    void wrongContentType_isPlainText() throws IOException {
        for (String wrong :
                List.of("text", "/plain", "", ";;;", "text/;charset=x", "\"text/html\"")) {
            var root = parse("Content-Type: " + wrong + "\r\n\r\n").root();
            assertThat(root.header().is("text", "plain")).as(wrong).isTrue();
        }
    }

    @Test
    void thread_isNamedByReferencesThenInReplyToThenMessageId() throws IOException {
        assertThat(
                        parse(
                                        "References: junk <a@b>\r\n <c@d>\r\nIn-Reply-To: <e@f>\r\nMessage-ID: <g@h>\r\n\r\n")
                                .threadRoot())
                .isEqualTo("a@b");
        assertThat(
                        parse(
                                        "References: \r\nIn-Reply-To: your mail <e@f>\r\nMessage-ID: <g@h>\r\n\r\n")
                                .threadRoot())
                .isEqualTo("e@f");
        assertThat(parse("Message-ID:\r\n <g@h>\r\n\r\n").threadRoot()).isEqualTo("g@h");
        assertThat(parse("Message-ID: g@h\r\n\r\n").threadRoot()).isEqualTo("g@h");
    }

    @Test
    void headerOnTop_movesAllButTheStart() throws IOException {
        byte[] message = new SampleMessages(1).next(SampleMessages.Kind.FORWARDED);
        byte[] top = "Return-Path: <a@b>\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] both = new byte[top.length + message.length];
        System.arraycopy(top, 0, both, 0, top.length);
        System.arraycopy(message, 0, both, top.length, message.length);
        assertThat(parse(message).withHeaderOnTop(top.length)).isEqualTo(parse(both));
    }
}
