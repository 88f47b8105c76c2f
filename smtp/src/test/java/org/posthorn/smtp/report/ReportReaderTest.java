package org.posthorn.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.smtp.report.IncomingReport.Action;

final class ReportReaderTest {
    /// RFC 3464 appendix E.2, with what it returns.
    private static final String RFC_EXAMPLE =
            """
            Date: Thu, 7 Jul 1994 17:16:05 -0400
            From: Mail Delivery Subsystem <MAILER-DAEMON@CS.UTK.EDU>
            Message-Id: <199407072116.RAA14128@CS.UTK.EDU>
            Subject: Returned mail: Cannot send message for 5 days
            To: <owner-info-mime@cs.utk.edu>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="RAA14128.773615765/CS.UTK.EDU"

            --RAA14128.773615765/CS.UTK.EDU

            The original message was received at Sat, 2 Jul 1994 17:10:28 -0400
            from root@localhost

            --RAA14128.773615765/CS.UTK.EDU
            content-type: message/delivery-status

            Reporting-MTA: dns; cs.utk.edu
            Original-Envelope-Id: trip 7

            Original-Recipient: rfc822;louisl@larry.slip.umd.edu
            Final-Recipient: rfc822;louisl@larry.slip.umd.edu
            Action: failed
            Status: 4.0.0
            Diagnostic-Code: smtp; 426 connection timed out
            Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400
            Final-Log-ID: RAA14128

            Final-Recipient: RFC822; <arathib@vnet.ibm.com>
            Action: delayed (for four hours)
            Diagnostic-Code: smtp; 450 4.2.1
              busy

            Final-Recipient: rfc822;x@example.org
            Status: 2.1.5

            --RAA14128.773615765/CS.UTK.EDU
            content-type: message/rfc822

            Received: from cs.utk.edu by elsewhere.example with ESMTP id 9;
              Thu, 7 Jul 1994 17:10:28 -0400
            Received: from [192.0.2.7] by MAIL.example.com with ESMTPSA tls X id 01hqx7
              for <a@b>; Thu, 7 Jul 1994 17:10:28 -0400
            Message-ID: <original@cs.utk.edu>
            Subject: something

            Received: by mail.example.com id forged
            --RAA14128.773615765/CS.UTK.EDU--
            """;

    private static final String QMAIL =
            """
            From: MAILER-DAEMON@heaven.example
            To: god@heaven.example
            Subject: failure notice

            Hi. This is the qmail-send program at heaven.example.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <bob@example.net>:
            192.0.2.25 does not like recipient.
            Remote host said: 550 5.1.1 no such user
            Giving up on 192.0.2.25.

            <carol@example.net>:
            Sorry, no mailbox here by that name. 452 later

            --- Below this line is a copy of the message.

            Return-Path: <god@heaven.example>
            Received: from x (192.0.2.7)
              by mail.example.com with SMTP id 01hqx8; 2 Mar 2026 09:00:00 -0000
            Message-Id: <1@heaven.example>

            <not@a.recipient>:
            """;

    private static final String EXIM =
            """
            X-Failed-Recipients: bob@example.net,
              carol@example.net
            Auto-Submitted: auto-replied
            From: Mail Delivery System <Mailer-Daemon@mx.example.org>
            To: alice@example.com
            Subject: Mail delivery failed: returning message to sender

            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              bob@example.net
                host mx.example.net [192.0.2.25]
                SMTP error from remote mail server after RCPT TO:<bob@example.net>:
                550 no such user
              carol@example.net:
                mailbox is full: retry timeout exceeded 5.2.2

            ------ This is a copy of the message, including all the headers. ------

            Received: from [192.0.2.7] by mail.example.com id <01hqx9>; x
            Message-ID: <lunch.1@example.com>

            text
            """;

    private static Optional<IncomingReport> read(String message) {
        return NoticeFixture.read(
                message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void exampleOfTheRfc_isRead() {
        IncomingReport report = read(RFC_EXAMPLE).orElseThrow();
        assertThat(report.envelopeId()).contains("trip 7");
        assertThat(report.messageId()).contains("<original@cs.utk.edu>");
        assertThat(report.ourIds()).containsExactly("01hqx7");
        assertThat(report.recipients())
                .containsExactly(
                        new IncomingReport.Recipient(
                                "louisl@larry.slip.umd.edu",
                                Optional.of("louisl@larry.slip.umd.edu"),
                                Action.FAILED,
                                "4.0.0",
                                "426 connection timed out",
                                Optional.of("RAA14128")),
                        new IncomingReport.Recipient(
                                "arathib@vnet.ibm.com",
                                Optional.empty(),
                                Action.DELAYED,
                                "4.0.0",
                                "450 4.2.1 busy",
                                Optional.empty()),
                        new IncomingReport.Recipient(
                                "x@example.org",
                                Optional.empty(),
                                Action.DELIVERED,
                                "2.1.5",
                                "",
                                Optional.empty()));
    }

    @Test
    void encodedReport_isRead() {
        String encoded =
                """
                Content-Type: multipart/report; boundary=b
                In-Reply-To: <asked@example.com>

                --b
                Content-Type: message/global-delivery-status
                Content-Transfer-Encoding: base64

                UmVwb3J0aW5nLU1UQTogZG5zOyB4CgpGaW5hbC1SZWNpcGllbnQ6IHV0Zi04O2LDtmJAeApBY3Rp
                b246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==
                --b--
                """;
        IncomingReport report = read(encoded).orElseThrow();
        assertThat(report.recipients().getFirst().address()).isEqualTo("b\u00f6b@x");
        assertThat(report.messageId()).contains("<asked@example.com>");
    }

    @Test
    void bounceOfQmail_isRead() {
        IncomingReport report = read(QMAIL).orElseThrow();
        assertThat(report.messageId()).contains("<1@heaven.example>");
        assertThat(report.ourIds()).containsExactly("01hqx8");
        assertThat(report.recipients())
                .extracting(IncomingReport.Recipient::address, IncomingReport.Recipient::status)
                .containsExactly(
                        tuple("bob@example.net", "5.1.1"), tuple("carol@example.net", "4.0.0"));
        assertThat(report.recipients().getFirst().diagnostic())
                .startsWith("192.0.2.25 does not like recipient.")
                .endsWith("Giving up on 192.0.2.25.");
    }

    @Test
    void bounceOfExim_isRead() {
        IncomingReport report = read(EXIM).orElseThrow();
        assertThat(report.messageId()).contains("<lunch.1@example.com>");
        assertThat(report.ourIds()).containsExactly("01hqx9");
        assertThat(report.recipients())
                .containsExactly(
                        new IncomingReport.Recipient(
                                "bob@example.net",
                                Optional.empty(),
                                Action.FAILED,
                                "5.0.0",
                                "host mx.example.net [192.0.2.25] SMTP error from remote mail"
                                        + " server after RCPT TO:<bob@example.net>: 550 no such"
                                        + " user",
                                Optional.empty()),
                        new IncomingReport.Recipient(
                                "carol@example.net",
                                Optional.empty(),
                                Action.FAILED,
                                "5.2.2",
                                "mailbox is full: retry timeout exceeded 5.2.2",
                                Optional.empty()));
    }

    @Test
    void otherMessages_areNoReports() {
        assertThat(read("")).isEmpty();
        assertThat(read("Subject: x\n\nHi. This is me.\n\nbob@example.net\n")).isEmpty();
        assertThat(read("X-Failed-Recipients: nobody\n\nx\n")).isEmpty();
        assertThat(read(RFC_EXAMPLE.replace("Recipient:", "X:"))).isEmpty();
        String forwarded =
                "Content-Type: multipart/mixed; boundary=z\n\n--z\n"
                        + "Content-Type: message/rfc822\n\n"
                        + RFC_EXAMPLE
                        + "\n--z--\n";
        assertThat(read(forwarded)).isEmpty();
    }

    @Test
    void hugeReport_isReadToItsLimits() {
        String group = "\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n";
        String many =
                RFC_EXAMPLE.replace("\nFinal-Recipient: rfc822;x@", group.repeat(20_000) + "\nX: ");
        assertThat(read(many).orElseThrow().recipients()).hasSizeBetween(900, 1000);
        String wide = RFC_EXAMPLE.replace("426 connection", "426 " + "z".repeat(1_000_000));
        assertThat(read(wide).orElseThrow().recipients().getFirst().diagnostic()).hasSize(500);
        String failed = EXIM.replace("bob@", "x@y,".repeat(15_000) + "bob@");
        assertThat(read(failed).orElseThrow().recipients()).hasSize(1000);
    }

    @Test
    void anyMessage_isReadOrIsNone() {
        long seed = System.nanoTime();
        System.out.println("ReportReaderTest seed " + seed);
        var random = new Random(seed);
        List<String> seeds = List.of(RFC_EXAMPLE, QMAIL, EXIM);
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            String[] lines = seeds.get(random.nextInt(3)).split("\n", -1);
            for (int j = random.nextInt(6); j > 0; j--) {
                lines[random.nextInt(lines.length)] = anything(random, lines);
            }
            byte[] octets = String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
            for (int j = random.nextInt(20); j > 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            Optional<IncomingReport> report = NoticeFixture.read(octets);
            read += report.isPresent() ? 1 : 0;
            report.ifPresent(ReportReaderTest::assertClean);
        }
        assertThat(read).isGreaterThan(300);
    }

    private static String anything(Random random, String[] lines) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> lines[random.nextInt(lines.length)] + lines[random.nextInt(lines.length)];
            case 2 ->
                    lines[random.nextInt(lines.length)]
                            + "\r\n"
                            + lines[random.nextInt(lines.length)];
            case 3 -> " \t:" + "\0\r;<>@\u0085".repeat(random.nextInt(5));
            case 4 -> "Final-Recipient:" + "x;".repeat(random.nextInt(4)) + "\\x{41}\\x{A}@";
            default -> "Status: 5." + random.nextInt(3000) + ".1";
        };
    }

    private static void assertClean(IncomingReport report) {
        assertThat(report.recipients()).isNotEmpty();
        for (IncomingReport.Recipient recipient : report.recipients()) {
            assertThat(recipient.toString().chars()).noneMatch(Character::isISOControl);
            assertThat(recipient.address()).contains("@").hasSizeLessThanOrEqualTo(320);
            assertThat(recipient.status()).matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");
            assertThat(recipient.diagnostic()).hasSizeLessThanOrEqualTo(501);
        }
        report.messageId().ifPresent(id -> assertThat(id).matches("<[^<>\\s]+>?"));
    }
}
