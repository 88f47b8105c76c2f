package org.posthorn.smtp.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.smtp.limits.SendingLimits.Verdict;

final class SendingLimitsTest {
    private static final Account ALICE = account(1, "alice");
    private static final Account BOB = account(2, "bob");

    private Instant now = Instant.parse("2026-11-27T08:00:00Z");

    private static Account account(long id, String name) {
        var address = new EmailAddress(name, new DomainName("example.com"));
        return new Account(new AccountId(id), address, true, Instant.EPOCH);
    }

    private SendingLimits limits(int messages, int recipients, boolean pauses) {
        return new SendingLimits(
                new SendingSettings(messages, recipients, pauses),
                () -> now,
                new PrometheusRegistry());
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static void send(SendingLimits limits, Account account, int recipients) {
        limits.countMessage(account);
        for (int i = 0; i < recipients; i++) {
            limits.countRecipient(account);
        }
    }

    @Test
    void messages_areLimitedInAnyHour_ofEachAccount() {
        SendingLimits limits = limits(2, 0, false);
        send(limits, ALICE, 1);
        pass(Duration.ofMinutes(30));
        send(limits, ALICE, 1);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.TOO_MANY_MESSAGES);
        assertThat(limits.beforeMessage(BOB)).isEqualTo(Verdict.GO_ON);
        pass(Duration.ofMinutes(29));
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.TOO_MANY_MESSAGES);
        pass(Duration.ofMinutes(1));
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void recipients_areLimitedInAnyHour() {
        SendingLimits limits = limits(0, 3, false);
        send(limits, ALICE, 3);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.GO_ON);
        assertThat(limits.beforeRecipient(ALICE)).isEqualTo(Verdict.TOO_MANY_RECIPIENTS);
        pass(Duration.ofHours(2));
        assertThat(limits.beforeRecipient(ALICE)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void withoutLimits_anyNumberGoes() {
        SendingLimits limits = limits(0, 0, false);
        send(limits, ALICE, 10_000);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.GO_ON);
        assertThat(limits.beforeRecipient(ALICE)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whoSendsManyTimesMoreThanUsual_isPausedUntilThatIsLifted() {
        SendingLimits limits = limits(0, 0, true);
        for (int day = 0; day < 5; day++) {
            send(limits, ALICE, 20);
            pass(Duration.ofDays(1));
        }
        send(limits, ALICE, 200);
        assertThat(limits.paused()).isEmpty();
        send(limits, ALICE, 1);
        assertThat(limits.paused()).containsExactly(ALICE.address());
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.PAUSED);
        assertThat(limits.beforeRecipient(ALICE)).isEqualTo(Verdict.PAUSED);
        assertThat(limits.beforeMessage(BOB)).isEqualTo(Verdict.GO_ON);

        assertThat(limits.lift(ALICE.id())).isTrue();
        assertThat(limits.lift(ALICE.id())).isFalse();
        send(limits, ALICE, 500);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whoSendsMuchEveryDay_isNotUnusual() {
        SendingLimits limits = limits(0, 0, true);
        for (int day = 0; day < 40; day++) {
            send(limits, ALICE, 400);
            pass(Duration.ofDays(1));
        }
        send(limits, ALICE, 3000);
        assertThat(limits.paused()).isEmpty();
    }

    @Test
    void ofWhomNothingIsKnown_nobodyIsPaused() {
        SendingLimits limits = limits(0, 0, true);
        send(limits, ALICE, 5000);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void clockThatGoesBack_losesNothing() {
        SendingLimits limits = limits(2, 0, false);
        send(limits, ALICE, 1);
        pass(Duration.ofHours(-3));
        send(limits, ALICE, 1);
        assertThat(limits.beforeMessage(ALICE)).isEqualTo(Verdict.TOO_MANY_MESSAGES);
    }
}
