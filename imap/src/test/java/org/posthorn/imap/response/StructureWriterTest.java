package org.posthorn.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.mime.PartHeader;
import org.posthorn.mailbox.mime.PartHeader.Disposition;
import org.posthorn.mailbox.mime.PartHeader.Parameter;

/// Envelopes and body structures (RFC 9051 section 7.5.2).
final class StructureWriterTest {
    private static final Envelope EMPTY =
            new Envelope(
                    null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    null, null);

    private static Envelope.Address address(@Nullable String name, String mailbox, String host) {
        return new Envelope.Address(name, null, mailbox, host);
    }

    private static PartHeader header(String type, String subtype, Parameter... parameters) {
        return new PartHeader(
                type,
                subtype,
                List.of(parameters),
                null,
                null,
                "7bit",
                null,
                null,
                List.of(),
                null);
    }

    private static BodyPart leaf(PartHeader header, long octets, long lines) {
        return new BodyPart.Leaf(header, new BodyPart.Extent(0, 10, 10 + octets, lines));
    }

    private static String structure(BodyPart part) throws IOException {
        return Wire.item(fetch -> fetch.bodyStructure(part)).substring("BODYSTRUCTURE ".length());
    }

    private static String body(BodyPart part) throws IOException {
        return Wire.item(fetch -> fetch.body(part)).substring("BODY ".length());
    }

    /// The example of RFC 9051 section 8.
    @Test
    void envelope_hasTenFieldsInOrder() throws IOException {
        var gray = List.of(address("Terry Gray", "gray", "cac.washington.edu"));
        var envelope =
                new Envelope(
                        "Wed, 17 Jul 1996 02:23:25 -0700 (PDT)",
                        "IMAP4rev2 WG mtg summary and minutes",
                        gray,
                        gray,
                        gray,
                        List.of(address(null, "imap", "cac.washington.edu")),
                        List.of(
                                address(null, "minutes", "CNRI.Reston.VA.US"),
                                address("John Klensin", "KLENSIN", "MIT.EDU")),
                        List.of(),
                        null,
                        "<B27397-0100000@cac.washington.edu>");
        assertThat(Wire.item(fetch -> fetch.envelope(envelope)))
                .isEqualTo(
                        "ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\""
                                + " \"IMAP4rev2 WG mtg summary and minutes\""
                                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                                + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
                                + " ((NIL NIL \"imap\" \"cac.washington.edu\"))"
                                + " ((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
                                + "(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL"
                                + " \"<B27397-0100000@cac.washington.edu>\")");
    }

    @Test
    void envelope_ofNothing_isNil() throws IOException {
        assertThat(Wire.item(fetch -> fetch.envelope(EMPTY)))
                .isEqualTo("ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
    }

    @Test
    void envelope_withWildText_staysWellFormed() throws IOException {
        var envelope =
                new Envelope(
                        "\"",
                        "caf\u00e9\r\n",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        "\0");
        assertThat(Wire.item(fetch -> fetch.envelope(envelope)))
                .isEqualTo(
                        "ENVELOPE (\"\\\"\" {6}\r\ncaf\u00e9\r\n NIL NIL NIL NIL NIL NIL \"\" {1}\r\n?)");
    }

    @Test
    void group_isMadeOfTwoMoreAddresses() throws IOException {
        var to =
                List.of(
                        new Envelope.Address(null, null, "friends", null),
                        address(null, "a", "b"),
                        new Envelope.Address(null, null, null, null));
        var envelope =
                new Envelope(
                        null, null, List.of(), List.of(), List.of(), to, List.of(), List.of(), null,
                        null);
        assertThat(Wire.item(fetch -> fetch.envelope(envelope)))
                .contains(" ((NIL NIL \"friends\" NIL)(NIL NIL \"a\" \"b\")(NIL NIL NIL NIL)) ");
    }

    @Test
    void text_hasLines() throws IOException {
        var text = leaf(header("TEXT", "PLAIN", new Parameter("CHARSET", "US-ASCII")), 3028, 92);
        assertThat(body(text))
                .isEqualTo(
                        "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7bit\" 3028 92)");
        assertThat(structure(text))
                .isEqualTo(
                        "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7bit\" 3028 92"
                                + " NIL NIL NIL NIL)");
    }

    @Test
    void otherPart_hasAllFieldsButLines() throws IOException {
        var image =
                new PartHeader(
                        "image",
                        "png",
                        List.of(new Parameter("name", "a"), new Parameter("x", "y")),
                        "<id>",
                        "a picture",
                        "base64",
                        "md5==",
                        new Disposition("attachment", List.of(new Parameter("filename", "a"))),
                        List.of("de", "en"),
                        "http://x");
        assertThat(structure(leaf(image, 100, 5)))
                .isEqualTo(
                        "(\"image\" \"png\" (\"name\" \"a\" \"x\" \"y\") \"<id>\" \"a picture\" \"base64\" 100"
                                + " \"md5==\" (\"attachment\" (\"filename\" \"a\")) (\"de\" \"en\") \"http://x\")");
    }

    @Test
    void multipart_holdsItsParts() throws IOException {
        var one = leaf(header("text", "plain"), 1, 1);
        var inner =
                new BodyPart.Multipart(
                        header("multipart", "alternative"),
                        new BodyPart.Extent(0, 0, 9, 0),
                        List.of(one, one));
        var outer =
                new BodyPart.Multipart(
                        header("multipart", "mixed", new Parameter("boundary", "x")),
                        new BodyPart.Extent(0, 0, 9, 0),
                        List.of(inner, one));
        assertThat(body(outer))
                .isEqualTo(
                        "(((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)(\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)"
                                + " \"alternative\")(\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) \"mixed\")");
        assertThat(structure(outer))
                .endsWith(" \"mixed\" (\"boundary\" \"x\") NIL NIL NIL)")
                .contains(" \"alternative\" NIL NIL NIL NIL)(");
    }

    @Test
    void embeddedMessage_hasEnvelopeBodyAndLines() throws IOException {
        var one = leaf(header("text", "plain"), 1, 1);
        var embedded =
                new BodyPart.Embedded(
                        header("message", "rfc822"), new BodyPart.Extent(0, 10, 60, 4), EMPTY, one);
        assertThat(structure(embedded))
                .isEqualTo(
                        "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 50"
                                + " (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)"
                                + " (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1 NIL NIL NIL NIL)"
                                + " 4 NIL NIL NIL NIL)");
    }
}
