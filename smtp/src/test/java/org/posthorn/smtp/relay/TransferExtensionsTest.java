package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.smtp.relay.TransferTest.MAIL;
import static org.posthorn.smtp.relay.TransferTest.ONE_BY_ONE;
import static org.posthorn.smtp.relay.TransferTest.RCPT_B;
import static org.posthorn.smtp.relay.TransferTest.RCPT_C;
import static org.posthorn.smtp.relay.TransferTest.TAKEN;
import static org.posthorn.smtp.relay.TransferTest.offering;
import static org.posthorn.smtp.relay.TransferTest.taken;
import static org.posthorn.smtp.relay.TransferTest.transfer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.ReturnedPart;
import org.posthorn.net.TestCertificates;

/// What is made of what servers offer.
@Timeout(60)
final class TransferExtensionsTest {
    @Test
    void messageLargerThanTheServerTakes_isNotBegun() throws Exception {
        assertThat(
                        transfer(offering("SIZE 20") + "C: QUIT\n", Transfers.to("b@y.test"))
                                .getFirst()
                                .reply()
                                .status())
                .isEqualTo("5.3.4");
    }

    @Test
    void parameters_areSaidWhereKnown() throws Exception {
        MessageOptions options =
                new MessageOptions(
                        BodyType.EIGHT_BIT,
                        true,
                        false,
                        Optional.of(ReturnedPart.HEADERS),
                        Optional.of("id+2B1"));
        RecipientOptions wishes =
                new RecipientOptions(
                        Optional.of(Set.of(NotifyOn.DELAY, NotifyOn.SUCCESS)),
                        Optional.of("rfc822;o@z.test"));
        RecipientOptions never =
                new RecipientOptions(Optional.of(Set.of()), Optional.of("rfc822; bad"));
        byte[] octets = Transfers.MESSAGE.getBytes(StandardCharsets.US_ASCII);
        Transfer transfer =
                new Transfer(
                        new Envelope("id", "a@x.test", octets.length, Instant.EPOCH, options),
                        List.of(
                                new Transfer.To("b@y.test", wishes),
                                new Transfer.To("c@y.test", never)),
                        () -> new ByteArrayInputStream(octets));
        assertThat(
                        transfer(
                                offering("PIPELINING", "SIZE 1000", "8BITMIME", "SMTPUTF8", "DSN")
                                        + "C: MAIL FROM:<a@x.test> SIZE=26 BODY=8BITMIME SMTPUTF8"
                                        + " RET=HDRS ENVID=id+2B1\n"
                                        + "C: RCPT TO:<b@y.test> NOTIFY=SUCCESS,DELAY"
                                        + " ORCPT=rfc822;o@z.test\n"
                                        + "C: RCPT TO:<c@y.test> NOTIFY=NEVER\n"
                                        + "C: DATA\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
                                        + "message\n"
                                        + TAKEN
                                        + "C: QUIT\n",
                                transfer))
                .containsOnly(taken(true));
    }

    @Test
    void utf8_whereNotKnown_failsForThoseWhoNeedIt() throws Exception {
        assertThat(
                        transfer(
                                offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n",
                                Transfers.of(
                                        Transfers.MESSAGE,
                                        Transfers.options(BodyType.EIGHT_BIT, true),
                                        "bücher@y.test",
                                        "b@y.test")))
                .containsExactly(
                        new RecipientOutcome.Failed(OwnReply.NON_ASCII_ADDRESS), taken(false));
    }

    @Test
    void utf8Domain_whereNotKnown_isSaidInAscii() throws Exception {
        String script =
                (offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n")
                        .replace("b@y.test", "b@xn--bcher-kva.test");
        assertThat(transfer(script, Transfers.to("b@bücher.test"))).containsExactly(taken(false));
    }

    @Test
    void utf8Header_whereNotKnown_fails() throws Exception {
        assertThat(
                        transfer(
                                offering() + "C: QUIT\n",
                                Transfers.of(
                                        "Subject: \u00c3\u00bc\r\n\r\nHello.\r\n",
                                        Transfers.options(BodyType.EIGHT_BIT, true),
                                        "b@y.test")))
                .containsExactly(new RecipientOutcome.Failed(OwnReply.NON_ASCII_HEADER));
    }

    @Test
    void eightBit_whereNotKnown_isConverted() throws Exception {
        String message = "Subject: hello\r\n\r\nH\u00e4llo.\r\n";
        try (FakeServer server = new FakeServer(offering() + ONE_BY_ONE + TAKEN);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            connection.transfer(Transfers.of(message, MessageOptions.NONE, "b@y.test"));
            assertThat(server.message().replace("\r", ""))
                    .isEqualTo(
                            """
                            Subject: hello
                            MIME-Version: 1.0
                            Content-Type: text/plain; charset=unknown-8bit
                            Content-Transfer-Encoding: quoted-printable

                            H=E4llo.
                            """);
        }
    }

    @Test
    void eightBit_tooLargeToConvert_fails() throws Exception {
        assertThat(
                        transfer(
                                        Transfers.settings().withLimits(100, 10),
                                        offering() + "C: QUIT\n",
                                        Transfers.of(
                                                "\r\nH\u00e4llo.\r\n12345",
                                                MessageOptions.NONE,
                                                "b@y.test"))
                                .getFirst()
                                .reply()
                                .status())
                .isEqualTo("5.6.3");
    }

    @Test
    void binary_goesInChunks() throws Exception {
        String message = "\r\na\nb\0c";
        String script =
                offering("CHUNKING", "BINARYMIME", "8BITMIME")
                        + "C: MAIL FROM:<a@x.test> BODY=BINARYMIME\nS: 250 ok\n"
                        + RCPT_B
                        + "S: 250 ok\nC: BDAT 7 LAST\noctets 7\n"
                        + TAKEN
                        + "C: QUIT\n";
        assertThat(
                        transfer(
                                script,
                                Transfers.of(
                                        message,
                                        Transfers.options(BodyType.BINARY, false),
                                        "b@y.test")))
                .containsExactly(taken(false));
    }

    @Test
    void binary_largerThanAChunk_goesInSeveral_untilOneIsRefused() throws Exception {
        String message = "x".repeat((1 << 18) + 1);
        String script =
                offering("CHUNKING", "BINARYMIME", "8BITMIME")
                        + "C: MAIL FROM:<a@x.test> BODY=BINARYMIME\nS: 250 ok\n"
                        + RCPT_B
                        + "S: 250 ok\nC: BDAT 262144\noctets 262144\n";
        Transfer transfer =
                Transfers.of(message, Transfers.options(BodyType.BINARY, false), "b@y.test");
        assertThat(
                        transfer(
                                script
                                        + "S: 250 ok\nC: BDAT 1 LAST\noctets 1\n"
                                        + TAKEN
                                        + "C: QUIT\n",
                                transfer))
                .containsExactly(taken(false));
        assertThat(transfer(script + "S: 552 5.3.4 large\nC: QUIT\n", transfer))
                .containsExactly(
                        new RecipientOutcome.Failed(new RemoteReply(552, "5.3.4", "large")));
    }

    @Test
    void tooManyRecipients_goInAnotherTransactionAtOnce() throws Exception {
        assertThat(
                        transfer(
                                offering("PIPELINING")
                                        + MAIL
                                        + RCPT_B
                                        + RCPT_C
                                        + "C: DATA\nS: 250 ok\nS: 250 ok\nS: 452 4.5.3 many\n"
                                        + "S: 354 go\nmessage\n"
                                        + TAKEN
                                        + MAIL
                                        + RCPT_C
                                        + "C: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\nmessage\n"
                                        + TAKEN
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test", "c@y.test")))
                .containsExactly(taken(false), taken(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIMITS RCPTMAX=1", "LIMITS MAILMAX=9 RCPTMAX=1"})
    void limits_areKept(String limits) throws Exception {
        assertThat(
                        transfer(
                                offering(limits)
                                        + ONE_BY_ONE
                                        + TAKEN
                                        + ONE_BY_ONE.replace("b@y", "c@y")
                                        + TAKEN
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test", "c@y.test")))
                .containsExactly(taken(false), taken(false));
    }

    @Test
    void limitOfMessages_leavesTheRest() throws Exception {
        List<RecipientOutcome> outcomes =
                transfer(
                        offering("LIMITS RCPTDOMAINMAX=1 MAILMAX=1")
                                + ONE_BY_ONE
                                + TAKEN
                                + "C: QUIT\n",
                        Transfers.to("b@y.test", "c@z.test"));
        assertThat(outcomes)
                .containsExactly(
                        taken(false),
                        new RecipientOutcome.Deferred(OwnReply.TOO_MANY_MESSAGES, true));
    }

    private static MessageOptions requiringTls() {
        return new MessageOptions(
                BodyType.EIGHT_BIT, false, true, Optional.empty(), Optional.empty());
    }

    @Test
    void requireTls_withoutTls_fails() throws Exception {
        assertThat(
                        transfer(
                                offering("REQUIRETLS") + "C: QUIT\n",
                                Transfers.of(Transfers.MESSAGE, requiringTls(), "b@y.test")))
                .containsExactly(new RecipientOutcome.Failed(OwnReply.NO_REQUIRETLS));
    }

    @ParameterizedTest
    @CsvSource({"VERIFIED, true", "REQUIRED, false"})
    void requireTls_withTls_isSaidWhereVerified(TlsRule rule, boolean takes) throws Exception {
        String script =
                offering("STARTTLS")
                        + "C: STARTTLS\nS: 220 go\ntls\nC: EHLO relay.test\nS: 250-mx.test\n"
                        + "S: 250 REQUIRETLS\n"
                        + (takes
                                ? ONE_BY_ONE.replace("<a@x.test>", "<a@x.test> REQUIRETLS") + TAKEN
                                : "")
                        + "C: QUIT\n";
        try (FakeServer server = new FakeServer(script)) {
            SmtpRelay relay =
                    new SmtpRelay(Transfers.settings().withTrust(TestCertificates.clientContext()));
            try (RelayConnection connection = relay.connect(server.target(rule))) {
                assertThat(
                                connection.transfer(
                                        Transfers.of(
                                                Transfers.MESSAGE, requiringTls(), "b@y.test")))
                        .containsExactly(
                                takes
                                        ? taken(false)
                                        : new RecipientOutcome.Failed(OwnReply.NO_REQUIRETLS));
            }
            server.assertFollowed();
        }
    }
}
