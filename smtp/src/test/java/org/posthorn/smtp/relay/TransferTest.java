package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.outbound.MessageOptions;

/// What becomes of messages.
@Timeout(60)
final class TransferTest {
    static final String MAIL = "C: MAIL FROM:<a@x.test>\n";
    static final String RCPT_B = "C: RCPT TO:<b@y.test>\n";
    static final String RCPT_C = "C: RCPT TO:<c@y.test>\n";
    static final String TAKEN = "S: 250 2.0.0 queued as 1\n";

    /// One command at a time, up to DATA.
    static final String ONE_BY_ONE =
            MAIL + "S: 250 ok\n" + RCPT_B + "S: 250 ok\nC: DATA\nS: 354 go\nmessage\n";

    private static RemoteReply probe(String script) throws Exception {
        try (FakeServer server = new FakeServer(offering() + script)) {
            RelayTarget target = server.target(TlsRule.NEVER);
            try (RelayConnection connection = new SmtpRelay(Transfers.settings()).connect(target)) {
                return connection.probe("b@y.test");
            }
        }
    }

    @Test
    void probe_tellsWhatIsSaidOfTheRecipient_andOfNothingElse() throws Exception {
        String mail = "C: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<b@y.test>\n";
        assertThat(probe(mail + "S: 250 2.1.5 ok\n").isPositive()).isTrue();
        assertThat(probe(mail + "S: 550 5.1.1 no\n").isPermanent()).isTrue();
        assertThat(probe("C: MAIL FROM:<>\nS: 550 5.7.1 go away\n").isTransient()).isTrue();
        assertThat(probe(mail + "close\n").isTransient()).isTrue();
    }

    static String offering(String... extensions) {
        StringBuilder script = new StringBuilder("S: 220 mx.test\nC: EHLO relay.test\n");
        for (String extension : extensions) {
            script.append("S: 250-").append(extension.isEmpty() ? "x" : extension).append('\n');
        }
        return script.append("S: 250 HELP\n")
                .toString()
                .replaceFirst("S: 250([ -])", "S: 250-mx.test\nS: 250$1");
    }

    static List<RecipientOutcome> transfer(String script, Transfer... transfers) throws Exception {
        return transfer(Transfers.settings(), script, transfers);
    }

    /// The outcomes of the last one.
    static List<RecipientOutcome> transfer(
            RelaySettings settings, String script, Transfer... transfers) throws Exception {
        try (FakeServer server = new FakeServer(script)) {
            List<RecipientOutcome> outcomes = List.of();
            RelayTarget target = server.target(TlsRule.NEVER);
            try (RelayConnection connection = new SmtpRelay(settings).connect(target)) {
                for (Transfer transfer : transfers) {
                    outcomes = connection.transfer(transfer);
                }
            }
            server.assertFollowed();
            return outcomes;
        }
    }

    static RecipientOutcome taken(boolean passesNotices) {
        return new RecipientOutcome.Taken(
                new RemoteReply(250, "2.0.0", "queued as 1"), passesNotices);
    }

    static RecipientOutcome.Deferred deferred(RecipientOutcome outcome) {
        return (RecipientOutcome.Deferred) outcome;
    }

    @Test
    void plainServer_takesOneCommandAtATime() throws Exception {
        assertThat(
                        transfer(
                                offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n",
                                Transfers.to("b@y.test")))
                .containsExactly(taken(false));
    }

    @Test
    void message_travelsWithItsDotsStuffed() throws Exception {
        String message = ".dot\r\n..\r\n\r\n.\r\nend";
        try (FakeServer server = new FakeServer(offering("PIPELINING") + ONE_BY_ONE + TAKEN);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            connection.transfer(Transfers.of(message, MessageOptions.NONE, "b@y.test"));
            assertThat(server.message()).isEqualTo("..dot\r\n...\r\n\r\n..\r\nend\r\n");
        }
    }

    @Test
    void pipelining_saysAllAtOnce() throws Exception {
        assertThat(
                        transfer(
                                offering("PIPELINING")
                                        + MAIL
                                        + RCPT_B
                                        + RCPT_C
                                        + "C: DATA\nS: 250 ok\nS: 250 ok\nS: 550 5.1.1 no\n"
                                        + "S: 354 go\nmessage\n"
                                        + TAKEN
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test", "c@y.test")))
                .containsExactly(
                        taken(false),
                        new RecipientOutcome.Failed(new RemoteReply(550, "5.1.1", "no")));
    }

    @Test
    void pipelining_moreThanAGroup_waitsBetween() throws Exception {
        String[] recipients =
                IntStream.range(0, 99).mapToObj(i -> "r" + i + "@y.test").toArray(String[]::new);
        StringBuilder script = new StringBuilder(offering("PIPELINING") + MAIL);
        for (String recipient : recipients) {
            script.append("C: RCPT TO:<").append(recipient).append(">\n");
        }
        script.append("S: 250 ok\n".repeat(100)).append("C: DATA\nS: 354 go\nmessage\n");
        assertThat(transfer(script + TAKEN + "C: QUIT\n", Transfers.to(recipients)))
                .hasSize(99)
                .containsOnly(taken(false));
    }

    @Test
    void pipelining_allRefusedAndDataTaken_sendsTheLoneDot_andResets() throws Exception {
        assertThat(
                        transfer(
                                offering("PIPELINING")
                                        + MAIL
                                        + RCPT_B
                                        + "C: DATA\nS: 250 ok\nS: 550 5.1.1 no\nS: 354 go\nC: .\n"
                                        + "S: 554 nobody\nC: RSET\n"
                                        + MAIL
                                        + RCPT_C
                                        + "C: DATA\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
                                        + "message\n"
                                        + TAKEN
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test"),
                                Transfers.to("c@y.test")))
                .containsExactly(taken(false));
    }

    @Test
    void pipelining_mailRefused_decidesForAll() throws Exception {
        assertThat(
                        transfer(
                                offering("PIPELINING")
                                        + MAIL
                                        + RCPT_B
                                        + "C: DATA\nS: 550 5.7.1 no\nS: 503 what\nS: 503 what\n"
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test")))
                .containsExactly(new RecipientOutcome.Failed(new RemoteReply(550, "5.7.1", "no")));
    }

    @Test
    void secondMessage_needsNoReset() throws Exception {
        assertThat(
                        transfer(
                                offering() + (ONE_BY_ONE + TAKEN).repeat(2) + "C: QUIT\n",
                                Transfers.to("b@y.test"),
                                Transfers.to("b@y.test")))
                .containsExactly(taken(false));
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.8 bad sender, false, false",
        "450 4.7.1 grey, true, false",
        "451 4.3.0 broken, true, true",
        "452 4.3.1 full, true, true",
        "451 broken, true, true",
        "421 4.3.2 bye, true, true",
        "250, true, true",
    })
    void mailRefused_saysWhetherAnotherHostMayDo(
            String reply, boolean isTransient, boolean atOtherHost) throws Exception {
        String script =
                offering() + MAIL + "S: " + reply + "\n" + (reply.equals("250") ? RCPT_B : "");
        try (FakeServer server = new FakeServer(script + "close");
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            RecipientOutcome outcome = connection.transfer(Transfers.to("b@y.test")).getFirst();
            if (isTransient) {
                assertThat(deferred(outcome).atOtherHost()).isEqualTo(atOtherHost);
            } else {
                assertThat(outcome).isInstanceOf(RecipientOutcome.Failed.class);
            }
            server.assertFollowed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA", "dot"})
    void refusal_decidesForThoseAccepted(String where) throws Exception {
        String reply = "S: 554 5.7.1 spam\n";
        String end = where.equals("DATA") ? reply : "S: 354 go\nmessage\n" + reply;
        assertThat(
                        transfer(
                                offering()
                                        + MAIL
                                        + "S: 250 ok\n"
                                        + RCPT_B
                                        + "S: 450 4.2.1 later\n"
                                        + RCPT_C
                                        + "S: 250 ok\nC: DATA\n"
                                        + end
                                        + "C: QUIT\n",
                                Transfers.to("b@y.test", "c@y.test")))
                .containsExactly(
                        new RecipientOutcome.Deferred(
                                new RemoteReply(450, "4.2.1", "later"), false),
                        new RecipientOutcome.Failed(new RemoteReply(554, "5.7.1", "spam")));
    }

    @Test
    void everyRecipientRefused_onePerTurn_saysNoData() throws Exception {
        assertThat(
                        transfer(
                                offering() + MAIL + "S: 250 ok\n" + RCPT_B + "S: 550 no\nC: QUIT\n",
                                Transfers.to("b@y.test")))
                .containsExactly(new RecipientOutcome.Failed(new RemoteReply(550, "5.0.0", "no")));
    }

    @Test
    void closedAfterTheMessage_isUnknown() throws Exception {
        assertThat(transfer(offering() + ONE_BY_ONE + "close", Transfers.to("b@y.test")).getFirst())
                .isInstanceOf(RecipientOutcome.Unknown.class);
    }

    @Test
    void silenceAfterTheMessage_isUnknown() throws Exception {
        try (FakeServer server = new FakeServer(offering() + ONE_BY_ONE + "stay");
                RelayConnection connection =
                        new SmtpRelay(Transfers.impatient())
                                .connect(server.target(TlsRule.NEVER))) {
            assertThat(connection.transfer(Transfers.to("b@y.test")).getFirst())
                    .isInstanceOf(RecipientOutcome.Unknown.class);
            assertThat(connection.isUsable()).isFalse();
            assertThat(deferred(connection.transfer(Transfers.to("b@y.test")).getFirst()))
                    .isEqualTo(new RecipientOutcome.Deferred(OwnReply.CONNECTION_ENDED, true));
        }
    }

    @Test
    void garbageAfterTheMessage_isUnknown() throws Exception {
        assertThat(
                        transfer(
                                        offering() + ONE_BY_ONE + "S: 354 again\n",
                                        Transfers.to("b@y.test"))
                                .getFirst())
                .isInstanceOf(RecipientOutcome.Unknown.class);
    }

    @Test
    void closingAfterTheMessage_isNotTaken() throws Exception {
        assertThat(
                        transfer(
                                offering() + ONE_BY_ONE + "S: 421 4.3.2 bye\nclose",
                                Transfers.to("b@y.test")))
                .containsExactly(
                        new RecipientOutcome.Deferred(new RemoteReply(421, "4.3.2", "bye"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S: 250 ok\nC: RCPT TO:<b@y.test>\n",
                "S: 250 ok\nC: RCPT TO:<b@y.test>\nS: 250 ok\nC: DATA\n"
            })
    void closedBeforeTheMessage_isDeferred(String upTo) throws Exception {
        assertThat(
                        deferred(
                                        transfer(
                                                        offering() + MAIL + upTo + "close",
                                                        Transfers.to("b@y.test"))
                                                .getFirst())
                                .atOtherHost())
                .isTrue();
    }

    @Test
    void serverThatTakesNothing_endsInTime() throws Exception {
        String large = "x".repeat(998).concat("\r\n").repeat(20_000);
        try (FakeServer server =
                        new FakeServer(
                                offering()
                                        + MAIL
                                        + "S: 250 ok\n"
                                        + RCPT_B
                                        + "S: 250 ok\nC: DATA\nS: 354 go\nstay");
                RelayConnection connection =
                        new SmtpRelay(Transfers.impatient())
                                .connect(server.target(TlsRule.NEVER))) {
            RecipientOutcome outcome =
                    connection
                            .transfer(Transfers.of(large, MessageOptions.NONE, "b@y.test"))
                            .getFirst();
            assertThat(deferred(outcome).reply().text()).isEqualTo("timed out while sending");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "a\0b\r\n", "a\r\n.\n", "a\r\n\r"})
    void brokenLines_neverEnd(String message) throws Exception {
        try (FakeServer server = new FakeServer(offering() + ONE_BY_ONE);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            assertThat(connection.transfer(Transfers.of(message, MessageOptions.NONE, "b@y.test")))
                    .containsExactly(new RecipientOutcome.Failed(OwnReply.BROKEN_LINES));
            assertThat(server.message()).endsWith("<end>\r\n");
            assertThat(connection.isUsable()).isFalse();
        }
    }

    @Test
    void messageThatCannotBeRead_endsTheConnection() throws Exception {
        InputStream broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[] {'a'}), InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] block, int offset, int length) throws IOException {
                        throw new IOException("disk");
                    }
                };
        String script =
                offering("8BITMIME") + ONE_BY_ONE.replace("x.test>", "x.test> BODY=8BITMIME");
        Transfer transfer = Transfers.to("b@y.test");
        try (FakeServer server = new FakeServer(script);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            assertThatThrownBy(() ->
                            connection.transfer(
                                    new Transfer(
                                            transfer.envelope(),
                                            transfer.recipients(),
                                            () -> broken)))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(connection.isUsable()).isFalse();
            assertThat(server.message()).endsWith("<end>\r\n");
        }
    }

    @Test
    void addressThatWouldEndALine_isNotSaid() throws Exception {
        assertThat(
                        transfer(
                                offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n",
                                Transfers.to(
                                        "e>\r\nRSET\r\n@y.test", "b@y.test", "no spaces@y.test")))
                .containsExactly(
                        new RecipientOutcome.Failed(OwnReply.BAD_ADDRESS),
                        taken(false),
                        new RecipientOutcome.Failed(OwnReply.BAD_ADDRESS));
    }

    @Test
    void senderThatWouldEndALine_isNotSaid() throws Exception {
        assertThat(
                        transfer(
                                offering() + "C: QUIT\n",
                                Transfers.from(
                                        "a\r\nb@x.test",
                                        Transfers.MESSAGE,
                                        MessageOptions.NONE,
                                        "b@y.test")))
                .containsExactly(new RecipientOutcome.Failed(OwnReply.BAD_SENDER));
    }

    @Test
    void nullSender_isSaidEmpty() throws Exception {
        String script = (offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n").replace("<a@x.test>", "<>");
        assertThat(
                        transfer(
                                script,
                                Transfers.from(
                                        "", Transfers.MESSAGE, MessageOptions.NONE, "b@y.test")))
                .containsExactly(taken(false));
    }

    @Test
    void messagesPerConnection_areLimited() throws Exception {
        try (FakeServer server = new FakeServer(offering() + ONE_BY_ONE + TAKEN);
                RelayConnection connection =
                        new SmtpRelay(
                                        Transfers.settings()
                                                .withReuse(1, Transfers.settings().maxIdle()))
                                .connect(server.target(TlsRule.NEVER))) {
            assertThat(connection.isUsable()).isTrue();
            connection.transfer(Transfers.to("b@y.test"));
            assertThat(connection.isUsable()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", MAIL + "close", MAIL + "S: 421 4.7.0 enough\nclose"})
    void connectionEndedBetweenMessages_isOpenedAnew(String end) throws Exception {
        try (FakeServer server =
                        new FakeServer(
                                offering() + ONE_BY_ONE + TAKEN + end,
                                offering() + ONE_BY_ONE + TAKEN + "C: QUIT\n");
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            connection.transfer(Transfers.to("b@y.test"));
            assertThat(connection.transfer(Transfers.to("b@y.test"))).containsExactly(taken(false));
        }
    }

    @Test
    void connectionEndedBetweenMessages_andNoOther_isDeferred() throws Exception {
        try (FakeServer server =
                        new FakeServer(
                                offering() + ONE_BY_ONE + TAKEN + MAIL + "close",
                                "S: 421 4.3.2 bye\n");
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings()).connect(server.target(TlsRule.NEVER))) {
            connection.transfer(Transfers.to("b@y.test"));
            assertThat(connection.transfer(Transfers.to("b@y.test")))
                    .containsExactly(
                            new RecipientOutcome.Deferred(
                                    new RemoteReply(421, "4.3.2", "bye"), true));
        }
    }

    @Test
    void lmtp_repliesForEachRecipient() throws Exception {
        String script =
                offering("PIPELINING").replace("EHLO", "LHLO")
                        + MAIL
                        + RCPT_B
                        + RCPT_C
                        + "C: RCPT TO:<d@y.test>\nC: RCPT TO:<e@y.test>\nC: DATA\n"
                        + "S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 550 5.1.1 no\nS: 250 ok\nS: 354 go\n"
                        + "message\n"
                        + TAKEN
                        + "S: 452 4.2.2 full\nclose";
        try (FakeServer server = new FakeServer(script);
                RelayConnection connection =
                        new SmtpRelay(Transfers.settings())
                                .connect(server.target(RelayTarget.Protocol.LMTP, TlsRule.NEVER))) {
            List<RecipientOutcome> outcomes =
                    connection.transfer(
                            Transfers.to("b@y.test", "c@y.test", "d@y.test", "e@y.test"));
            assertThat(outcomes.subList(0, 3))
                    .containsExactly(
                            taken(false),
                            new RecipientOutcome.Deferred(
                                    new RemoteReply(452, "4.2.2", "full"), false),
                            new RecipientOutcome.Failed(new RemoteReply(550, "5.1.1", "no")));
            assertThat(outcomes.get(3)).isInstanceOf(RecipientOutcome.Unknown.class);
        }
    }
}
