package org.posthorn.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.smtp.relay.RemoteReply;

final class HumanTextTest {
    private static final HumanText.Origin ORIGIN =
            new HumanText.Origin(
                    "mail.example.com",
                    "postmaster@example.com",
                    ZoneOffset.UTC,
                    NoticeFixture.NOW);

    /// Without its line ends and columns.
    private static String text(NoticeRecipient recipient) {
        var notice =
                new Notice(
                        NoticeFixture.envelope(MessageOptions.NONE, 1),
                        List.of(recipient),
                        () -> new ByteArrayInputStream(new byte[0]));
        return HumanText.of(notice, "Lunch", ORIGIN).replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.1.1 | The address bob@example.net does not exist; its server said: \"words\".",
                "5.1.2 | There is no server for mail to example.net.",
                "5.1.10 | The domain example.net takes no mail at all.",
                "5.2.1 | The mailbox of bob@example.net takes no mail; its server said: \"words\".",
                "5.2.2 | The mailbox of bob@example.net is full; its server said: \"words\".",
                "5.3.4 | Your message is too large for the server of example.net; its server",
                "5.4.6 | The message to bob@example.net went round in circles.",
                "5.7.1 | The server of example.net refused the message as spam or by a rule of its",
                "5.7.23 | The server of example.net does not believe that the message comes from"
                        + " alice@example.com;",
                "5.7.99 | The server of example.net refused the message as spam or by a rule of its",
                "5.9.9 | The server of example.net did not take the message for bob@example.net;",
                "5.0.0 | The server of example.net did not take the message for bob@example.net;",
                "nonsense | The server of example.net did not take the message for bob@example.net;"
            })
    void firstParagraph_saysInWordsWhatHappened(String status, String expected) {
        var reply = new RemoteReply(550, status, "words");
        assertThat(text(NoticeFixture.bob(new Happening.Failed(reply)))).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.4.1 | No server of example.net answered for five days. Your message was not",
                "4.4.3 | Nobody could say which servers take mail for example.net for five days.",
                "4.2.2 | The mailbox of bob@example.net is full; its server said: \"words\". We"
                        + " have tried for five days:"
            })
    void messageThatExpired_saysForHowLong(String status, String expected) {
        var reply = new RemoteReply(450, status, "words");
        assertThat(text(NoticeFixture.bob(new Happening.Expired(reply)))).startsWith(expected);
    }

    @Test
    void everyRowOfTheTable_makesSentencesAndGivesAdvice() {
        for (Map.Entry<EnhancedCode, Explanation> row : Explanation.table().entrySet()) {
            var reply = new RemoteReply(554, row.getKey().inClass(5), "the words");
            String text = text(NoticeFixture.bob(new Happening.Failed(reply)));
            assertThat(text).as(row.toString()).containsPattern("(bob@)?example\\.net");
            assertThat(text).doesNotContain("{").doesNotContain("}").doesNotContain("..");
            assertThat(text).contains("What you can do:").contains(row.getValue().advice());
            assertThat(text.contains("its server said: \"the words\"."))
                    .as(row.toString())
                    .isEqualTo(row.getValue().voice() == Explanation.Voice.THEIRS);
            assertThat(text).contains("it said: 554 " + row.getKey().inClass(5) + " the words");
        }
    }

    @Test
    void noticesOfSuccess_giveNoAdvice() {
        var reply = new RemoteReply(250, "2.0.0", "ok");
        assertThat(text(NoticeFixture.bob(new Happening.Relayed(reply))))
                .startsWith("Your message to bob@example.net was handed to mx.example.net, which")
                .doesNotContain("What you can do");
        assertThat(text(NoticeFixture.bob(new Happening.Delivered())))
                .startsWith("Your message to bob@example.net was delivered.");
        assertThat(text(NoticeFixture.bob(new Happening.Expanded())))
                .startsWith("Your message to bob@example.net was passed on to those");
    }

    @Test
    void wordsOfOthers_areCleanedAndNeverBeginALine() {
        String words = "a\r\n--=_x\u202eb\0 " + "-- x ".repeat(60) + "y".repeat(5000);
        var bob =
                new NoticeRecipient(
                        "bob@example.net",
                        RecipientOptions.NONE,
                        new Happening.Failed(new RemoteReply(550, "5.1.1", words)),
                        Optional.of(new NoticeRecipient.Host("--\r\n--", Optional.empty())),
                        Optional.empty(),
                        1);
        var notice =
                new Notice(
                        NoticeFixture.envelope(MessageOptions.NONE, 1),
                        List.of(bob),
                        () -> new ByteArrayInputStream(new byte[0]));
        String text = HumanText.of(notice, "-- x", ORIGIN);
        assertThat(text.split("\r\n", -1))
                .noneMatch(line -> line.startsWith("-"))
                .allMatch(line -> line.length() <= 250);
        assertThat(text).contains("a --=_xb").doesNotContain("\u202e").doesNotContain("\0");
    }

    @ParameterizedTest
    @CsvSource({
        "PT120H, five days",
        "PT119H30M, five days",
        "PT24H, one day",
        "PT4H, four hours",
        "PT1H, one hour",
        "PT264H, 11 days",
        "PT90S, one minute",
        "PT-5S, one minute"
    })
    void durations_areSaidAsPeopleDo(Duration time, String expected) {
        assertThat(HumanText.duration(time)).isEqualTo(expected);
    }
}
