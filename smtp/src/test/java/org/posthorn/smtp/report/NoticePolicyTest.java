package org.posthorn.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.smtp.report.NoticeFixture.UNKNOWN_USER;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.smtp.relay.RemoteReply;

final class NoticePolicyTest {
    private static final Envelope ENVELOPE = NoticeFixture.envelope(MessageOptions.NONE, 1);
    private static final Envelope NULL_SENDER =
            new Envelope("1", "", 1, NoticeFixture.ARRIVED, MessageOptions.NONE);
    private static final RemoteReply OK = new RemoteReply(250, "2.0.0", "ok");

    private static RecipientOptions wishes(NotifyOn... wishes) {
        return new RecipientOptions(Optional.of(Set.of(wishes)), Optional.empty());
    }

    private static RecipientOptions named(String wish) {
        return switch (wish) {
            case "absent" -> RecipientOptions.NONE;
            case "never" -> wishes();
            default -> wishes(NotifyOn.valueOf(wish));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "absent, true, true, false",
        "never, false, false, false",
        "FAILURE, true, false, false",
        "DELAY, false, true, false",
        "SUCCESS, false, false, true"
    })
    void senderIsTold_whatItWants(String wish, boolean failed, boolean delayed, boolean success) {
        RecipientOptions options = named(wish);
        assertThat(NoticePolicy.tells(ENVELOPE, options, new Happening.Failed(UNKNOWN_USER)))
                .isEqualTo(failed);
        assertThat(NoticePolicy.tells(ENVELOPE, options, new Happening.Expired(UNKNOWN_USER)))
                .isEqualTo(failed);
        var delay = new Happening.Delayed(UNKNOWN_USER, NoticeFixture.NOW);
        assertThat(NoticePolicy.tells(ENVELOPE, options, delay)).isEqualTo(delayed);
        assertThat(NoticePolicy.tells(ENVELOPE, options, new Happening.Relayed(OK)))
                .isEqualTo(success);
        assertThat(NoticePolicy.tells(ENVELOPE, options, new Happening.Delivered()))
                .isEqualTo(success);
        assertThat(NoticePolicy.tells(ENVELOPE, options, new Happening.Expanded()))
                .isEqualTo(success);
        assertThat(NoticePolicy.tells(NULL_SENDER, options, new Happening.Failed(UNKNOWN_USER)))
                .isFalse();
    }

    @Test
    void expansion_passesOnAllWishesButSuccess() {
        var original = Optional.of("rfc822;list@example.com");
        var asked =
                new RecipientOptions(
                        Optional.of(Set.of(NotifyOn.SUCCESS, NotifyOn.DELAY)), original);
        assertThat(NoticePolicy.beyondExpansion(asked))
                .isEqualTo(new RecipientOptions(Optional.of(Set.of(NotifyOn.DELAY)), original));
        assertThat(NoticePolicy.beyondExpansion(wishes(NotifyOn.SUCCESS))).isEqualTo(wishes());
        assertThat(NoticePolicy.beyondExpansion(RecipientOptions.NONE))
                .isEqualTo(RecipientOptions.NONE);
    }

    @Test
    void status_isOfTheClassOfWhatHappened() {
        var odd = new RemoteReply(550, "2.1.1", "");
        assertThat(new Happening.Failed(odd).status()).isEqualTo("5.1.1");
        assertThat(new Happening.Failed(new RemoteReply(550, "5.1", "")).status())
                .isEqualTo("5.0.0");
        assertThat(new Happening.Delayed(odd, NoticeFixture.NOW).status()).isEqualTo("4.1.1");
        assertThat(new Happening.Expired(odd).status()).isEqualTo("5.4.7");
    }
}
