package org.posthorn.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.posthorn.smtp.report.NoticeFixture.ORIGINAL;
import static org.posthorn.smtp.report.NoticeFixture.UNKNOWN_USER;
import static org.posthorn.smtp.report.NoticeFixture.bob;
import static org.posthorn.smtp.report.NoticeFixture.envelope;
import static org.posthorn.smtp.report.NoticeFixture.failed;
import static org.posthorn.smtp.report.NoticeFixture.options;
import static org.posthorn.smtp.report.NoticeFixture.recipient;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.report.NoticeFixture.Written;

final class NoticeWriterTest {
    private static final MessageOptions FULL = options(Optional.of(ReturnedPart.FULL), false);
    private static final MessageOptions HEADERS = options(Optional.of(ReturnedPart.HEADERS), false);

    @Test
    void bounce_isWhatThePageShows() throws Exception {
        var options =
                new MessageOptions(
                        BodyType.EIGHT_BIT,
                        false,
                        false,
                        Optional.of(ReturnedPart.FULL),
                        Optional.of("trip+2B1"));
        var asked =
                new RecipientOptions(
                        Optional.of(Set.of(NotifyOn.FAILURE)),
                        Optional.of("rfc822;bob+2Bold@example.net"));
        NoticeRecipient bob = bob(new Happening.Failed(UNKNOWN_USER));
        var notice =
                new Notice(
                        envelope(options, ORIGINAL.length()),
                        List.of(
                                new NoticeRecipient(
                                        bob.address(),
                                        asked,
                                        bob.what(),
                                        bob.host(),
                                        bob.lastAttempt(),
                                        1),
                                new NoticeRecipient(
                                        "carol@example.org",
                                        RecipientOptions.NONE,
                                        new Happening.Expired(
                                                new RemoteReply(
                                                        451, "4.4.1", "connection timed out")),
                                        Optional.empty(),
                                        bob.lastAttempt(),
                                        31)),
                        () -> octets(ORIGINAL));
        String written = Written.of(notice).text();
        assertThat(written.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        try (InputStream page = getClass().getResourceAsStream("bounce.eml")) {
            assertThat(written.replace("\r\n", "\n"))
                    .isEqualTo(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void jakartaMailAndOurParser_seeTheSameStructure() throws Exception {
        Written bounce = Written.of(failed(ORIGINAL, FULL));
        var message =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(bounce.octets()));
        assertThat(message.getContentType())
                .startsWith("multipart/report")
                .contains("report-type=delivery-status");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<lunch.1@example.com>");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(parts.getBodyPart(i).getContentType()).startsWith(bounce.type(i + 1));
        }
        assertThat(List.of(bounce.type(1), bounce.type(2), bounce.type(3)))
                .containsExactly("text/plain", "message/delivery-status", "message/rfc822");
        var embedded = (MimeMessage) parts.getBodyPart(2).getContent();
        assertThat(embedded.getSubject()).isEqualTo("Lunch on Friday?");
        assertThat(bounce.content(3)).isEqualTo(ORIGINAL.getBytes(StandardCharsets.UTF_8));
        assertThat(bounce.form()).isEqualTo(new NoticeForm(BodyType.SEVEN_BIT, false, false));
    }

    @Test
    void ownReport_isReadBack() throws Exception {
        IncomingReport report = Written.of(failed(ORIGINAL, HEADERS)).readBack().orElseThrow();
        assertThat(report.messageId()).contains("<lunch.1@example.com>");
        assertThat(report.ourIds()).containsExactly("01hqx7");
        assertThat(report.envelopeId()).isEmpty();
        assertThat(report.recipients())
                .containsExactly(
                        new IncomingReport.Recipient(
                                "bob@example.net",
                                Optional.empty(),
                                IncomingReport.Action.FAILED,
                                "5.1.1",
                                "550 5.1.1 <bob@example.net>: no such user",
                                Optional.of("01hqx7")));
    }

    @Test
    void headersOnly_areReturnedWhereTheyAreAskedForOrNothingFailed() throws Exception {
        assertHeadersOnly(failed(ORIGINAL, HEADERS));
        assertHeadersOnly(about(FULL, new Happening.Relayed(UNKNOWN_USER)));
        assertHeadersOnly(about(FULL, new Happening.Delivered()));
        assertHeadersOnly(about(FULL, new Happening.Expanded()));
        assertHeadersOnly(about(FULL, new Happening.Delayed(UNKNOWN_USER, NoticeFixture.NOW)));
        var tls =
                new MessageOptions(
                        BodyType.EIGHT_BIT,
                        false,
                        true,
                        Optional.of(ReturnedPart.FULL),
                        Optional.empty());
        assertHeadersOnly(failed(ORIGINAL, tls));
        assertThat(Written.of(failed(ORIGINAL, tls)).form().options().requireTls()).isTrue();
    }

    private static Notice about(MessageOptions options, Happening what) {
        return new Notice(
                envelope(options, ORIGINAL.length()), List.of(bob(what)), () -> octets(ORIGINAL));
    }

    private static void assertHeadersOnly(Notice notice) throws Exception {
        Written written = Written.of(notice);
        assertThat(written.type(3)).isEqualTo("text/rfc822-headers");
        assertThat(written.contentText(3))
                .isEqualTo(ORIGINAL.substring(0, ORIGINAL.indexOf("\r\n\r\n") + 2));
    }

    @Test
    void largeMessage_isReturnedAsItsHeader() throws Exception {
        String line = "x".repeat(70) + "\r\n";
        String large = ORIGINAL + line.repeat(15_000);
        assertThat(Written.of(failed(large, FULL)).type(3)).isEqualTo("text/rfc822-headers");
        String medium = ORIGINAL + line.repeat(1_000);
        assertThat(Written.of(failed(medium, FULL)).type(3)).isEqualTo("message/rfc822");
        assertThat(Written.of(failed(medium, MessageOptions.NONE)).type(3))
                .isEqualTo("text/rfc822-headers");
        assertThat(Written.of(failed(ORIGINAL, MessageOptions.NONE)).type(3))
                .isEqualTo("message/rfc822");
    }

    @Test
    void messageThatIsLargerThanItsEnvelopeSays_isReturnedAsItsHeader() throws Exception {
        String large = ORIGINAL + ("x".repeat(70) + "\r\n").repeat(15_000);
        var notice =
                new Notice(
                        envelope(FULL, 100),
                        List.of(bob(new Happening.Failed(UNKNOWN_USER))),
                        () -> octets(large));
        assertThat(Written.of(notice).type(3)).isEqualTo("text/rfc822-headers");
    }

    @Test
    void messageOfEightBits_isReturnedSoAndSaysSo() throws Exception {
        Written written = Written.of(failed(ORIGINAL + "\u00e4\r\n", FULL));
        assertThat(written.type(3)).isEqualTo("message/rfc822");
        assertThat(written.encoding(3)).isEqualTo("8bit");
        assertThat(written.form().body()).isEqualTo(BodyType.EIGHT_BIT);
        assertThat(written.contentText(3)).endsWith("\u00e4\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b\r\n", "a\rb\r\n", "a\nb\r\n", "a\r", "LONG"})
    void messageThatIsNoText_isReturnedAsItsHeader(String line) throws Exception {
        String body = line.replace("LONG", "x".repeat(999) + "\r\n");
        Written written = Written.of(failed(ORIGINAL + body, FULL));
        assertThat(written.type(3)).isEqualTo("text/rfc822-headers");
        assertThat(written.encoding(3)).isEqualTo("7bit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\u0000b\r\n", "X: a\rb\r\n", "X: \u00e4\r\n", "LONG"})
    void headerThatIsNoText_isEncoded(String line) throws Exception {
        String field = line.replace("LONG", "X: " + "x".repeat(999) + "\r\n");
        Written written = Written.of(failed(field + ORIGINAL, HEADERS));
        assertThat(written.type(3)).isEqualTo("text/rfc822-headers");
        assertThat(written.encoding(3)).isEqualTo("quoted-printable");
        assertThat(written.form().body()).isEqualTo(BodyType.SEVEN_BIT);
        assertSafe(written);
        assertThat(written.readBack().orElseThrow().messageId()).contains("<lunch.1@example.com>");
    }

    @Test
    void hugeHeader_isCutAtALine() throws Exception {
        Written written =
                Written.of(
                        failed(
                                ORIGINAL.replace("Subject", "X: y\r\nSubject")
                                        .replace("X: y\r\n", "X: y\r\n".repeat(50_000)),
                                HEADERS));
        assertThat(written.content(3)).hasSizeBetween(65_000, 65_536);
        assertThat(written.contentText(3)).endsWith("\r\nX: y\r\n");
    }

    @Test
    void internationalMessage_isReportedWithItsAddresses() throws Exception {
        String original = ORIGINAL.replace("bob@", "b\u00f6b@");
        var envelope =
                new Envelope(
                        "01hqx7",
                        "\u00e4lice@example.com",
                        original.length(),
                        NoticeFixture.ARRIVED,
                        options(Optional.of(ReturnedPart.FULL), true));
        NoticeRecipient bob = recipient("b\u00f6b@example.net", new Happening.Failed(UNKNOWN_USER));
        Written written = Written.of(new Notice(envelope, List.of(bob), () -> octets(original)));
        assertThat(List.of(written.type(1), written.type(2), written.type(3)))
                .containsExactly("text/plain", "message/global-delivery-status", "message/global");
        assertThat(written.contentText(2)).contains("Final-Recipient: utf-8; b\u00f6b@example.net");
        assertThat(written.text()).contains("To: <\u00e4lice@example.com>\r\n");
        assertThat(written.form()).isEqualTo(new NoticeForm(BodyType.EIGHT_BIT, true, false));
        assertThat(written.readBack().orElseThrow().recipients().getFirst().address())
                .isEqualTo("b\u00f6b@example.net");
    }

    @Test
    void internationalRecipientOfAnotherMessage_isWrittenInAscii() throws Exception {
        NoticeRecipient bob =
                recipient("b\u00f6b+x@example.net", new Happening.Failed(UNKNOWN_USER));
        Written written =
                Written.of(
                        new Notice(
                                envelope(FULL, ORIGINAL.length()),
                                List.of(bob),
                                () -> octets(ORIGINAL)));
        assertThat(written.contentText(2))
                .contains("Final-Recipient: utf-8; b\\x{F6}b\\x{2B}x@example.net\r\n");
        assertThat(written.encoding(1)).isEqualTo("quoted-printable");
        assertThat(written.form().body()).isEqualTo(BodyType.SEVEN_BIT);
        assertThat(written.readBack().orElseThrow().recipients().getFirst().address())
                .isEqualTo("b\u00f6b+x@example.net");
    }

    @Test
    void delay_saysUntilWhenItIsTried() throws Exception {
        var until = Instant.parse("2026-03-08T09:00:00Z");
        var reply = new RemoteReply(452, "5.2.2", "mailbox full");
        Written written = Written.of(about(FULL, new Happening.Delayed(reply, until)));
        assertThat(written.text()).contains("Subject: Delayed: Lunch on Friday?\r\n");
        assertThat(written.contentText(2))
                .contains("Action: delayed\r\nStatus: 4.2.2\r\n")
                .contains("Will-Retry-Until: Sun, 8 Mar 2026 09:00:00 +0000\r\n");
        assertThat(written.contentText(1)).doesNotContain("What you can do");
    }

    @Test
    void localRefusal_hasNoServerAndNoWordsOfSmtp() throws Exception {
        NoticeRecipient bob =
                new NoticeRecipient(
                        "bob@example.com",
                        RecipientOptions.NONE,
                        new Happening.Failed(new RemoteReply(552, "5.2.2", "the mailbox is full")),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        Written written =
                Written.of(new Notice(envelope(FULL, 10), List.of(bob), () -> octets(ORIGINAL)));
        assertThat(written.contentText(1))
                .startsWith("The mailbox of bob@example.com is full. Your message was not");
        assertThat(written.contentText(2))
                .contains("Diagnostic-Code: x-posthorn; 552 5.2.2 the mailbox is full\r\n")
                .doesNotContain("Remote-MTA")
                .doesNotContain("Last-Attempt-Date");
    }

    @Test
    void manyRecipients_areAllInThePartForPrograms() throws Exception {
        List<NoticeRecipient> many =
                Stream.iterate(1, i -> i + 1)
                        .limit(500)
                        .map(i ->
                                recipient(
                                        "r" + i + "@example.net",
                                        new Happening.Failed(UNKNOWN_USER)))
                        .toList();
        Written written = Written.of(new Notice(envelope(FULL, 10), many, () -> octets(ORIGINAL)));
        assertThat(written.readBack().orElseThrow().recipients()).hasSize(500);
        assertThat(written.contentText(1)).contains("450 more recipients");
    }

    @Test
    void subjectOfStrangers_isDecodedCleanedAndShortened() throws Exception {
        String original =
                ORIGINAL.replace(
                        "Lunch on Friday?",
                        "=?utf-8?q?=C3=A4=0D=0ABcc:_x@y=E2=80=AE?= " + "long ".repeat(100));
        String text = Written.of(failed(original, HEADERS)).text();
        var message = new MimeMessage(Session.getInstance(new Properties()), octets(text));
        assertThat(message.getSubject())
                .startsWith("Not delivered: \u00e4 Bcc: x@y long")
                .hasSizeLessThan(170);
        assertThat(message.getHeader("Bcc")).isNull();
        String without = Written.of(failed(ORIGINAL.replace("Subject", "X"), HEADERS)).text();
        assertThat(without).contains("Subject: Not delivered: your message to bob@example.net\r\n");
    }

    @Test
    void messageIdThatIsNone_isNotRepeated() throws Exception {
        String text =
                Written.of(failed(ORIGINAL.replace("<lunch.1@", "<lunch .1@"), HEADERS)).text();
        assertThat(text).doesNotContain("In-Reply-To").doesNotContain("References");
    }

    @Test
    void noticeOfANotice_cannotBe() {
        var envelope = new Envelope("1", "", 1, NoticeFixture.ARRIVED, FULL);
        assertThatThrownBy(() ->
                        new Notice(
                                envelope,
                                List.of(bob(new Happening.Delivered())),
                                () -> octets("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Notice(envelope(FULL, 1), List.of(), () -> octets("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyOriginalAndAnyWords_keepTheReportWhole() throws Exception {
        long seed = System.nanoTime();
        System.out.println("NoticeWriterTest seed " + seed);
        var random = new Random(seed);
        var writer = new NoticeWriter("mail.example.com", "postmaster@example.com", 1 << 20);
        for (int i = 0; i < 400; i++) {
            byte[] original = anything(random, 60).getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                original[random.nextInt(original.length)] = (byte) random.nextInt(256);
            }
            var reply = new RemoteReply(550, anything(random, 1), anything(random, 20));
            Happening what =
                    switch (random.nextInt(3)) {
                        case 0 -> new Happening.Failed(reply);
                        case 1 -> new Happening.Expired(reply);
                        default -> new Happening.Delayed(reply, NoticeFixture.NOW);
                    };
            var bob =
                    new NoticeRecipient(
                            "b" + anything(random, 3) + "@example.net",
                            new RecipientOptions(
                                    Optional.empty(), Optional.of(anything(random, 3))),
                            what,
                            Optional.of(
                                    new NoticeRecipient.Host(
                                            anything(random, 2), Optional.of("192.0.2.1"))),
                            Optional.of(NoticeFixture.NOW),
                            2);
            var options =
                    new MessageOptions(
                            BodyType.EIGHT_BIT,
                            random.nextBoolean(),
                            false,
                            Optional.of(ReturnedPart.FULL),
                            Optional.of(anything(random, 3)));
            var notice =
                    new Notice(
                            envelope(options, original.length),
                            List.of(bob),
                            () -> new ByteArrayInputStream(original));
            Written written = Written.of(notice, writer);
            assertSafe(written);
            if (bob.address().length() < 250) {
                IncomingReport report = written.readBack().orElseThrow();
                assertThat(report.recipients()).hasSize(1);
                assertThat(report.recipients().getFirst().status()).isEqualTo(what.status());
            }
            if (written.part(3) instanceof BodyPart.Embedded) {
                assertThat(written.content(3)).isEqualTo(original);
            }
        }
    }

    /// Three parts, lines that end in CRLF and are not too long, and no more bits than it says.
    private static void assertSafe(Written written) throws Exception {
        assertThat(written.report().parts()).hasSize(3);
        String octets = new String(written.octets(), StandardCharsets.ISO_8859_1);
        assertThat(octets.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        assertThat(octets.split("\r\n", -1)).allMatch(line -> line.length() <= 998);
        if (written.form().body() == BodyType.SEVEN_BIT && !written.form().utf8()) {
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(octets)).isTrue();
        }
    }

    private static String anything(Random random, int most) {
        String[] pieces = {
            "a",
            "Subject: x",
            "\r\n",
            "\r\n",
            "\r\n\r\n",
            "\r",
            "\n",
            "\0",
            "--",
            "\r\n--=_",
            "=_",
            "--\r\n",
            "\u00e4",
            "\u202e",
            "\ud83d\ude00",
            " ",
            "\t",
            ".",
            "\r\n.\r\n",
            "(",
            ";",
            "Content-Type: multipart/mixed; boundary=x\r\n",
            "Message-ID: <x@y>\r\n",
            "5.1.1",
            "\u0085",
            "Final-Recipient: rfc822; x@y\r\n",
            "y".repeat(300),
            "\u4e2d".repeat(300),
            "=?utf-8?q?=0D=0A?=",
            "From ",
            "+0D+0A",
            "\\x{D}\\x{0D}\\x{41}",
            "rfc822;",
            "utf-8;"
        };
        var text = new StringBuilder("x");
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static ByteArrayInputStream octets(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
