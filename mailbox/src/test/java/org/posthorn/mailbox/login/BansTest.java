package org.posthorn.mailbox.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.EmailAddress;

final class BansTest {
    private static final int AFTER = 5;
    private static final String GUESSER = "192.0.2.66";
    private static final String ALICE = "alice@example.com";

    private static final LoginSettings SETTINGS =
            new LoginSettings(
                    Duration.ZERO,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    new BanSettings(AFTER, Duration.ofHours(1)));

    /// Knows nobody; the tests say what becomes of a login.
    private final Mail mail = Mail.inMemory();

    private long nanos;
    private final Bans bans = new Bans(SETTINGS, new PrometheusRegistry(), () -> nanos);
    private final LoginGate gate =
            new DelayingGate(
                    mail.authenticator(),
                    bans,
                    new LoginQueue(SETTINGS, () -> nanos),
                    new LoginJournal(new PrometheusRegistry(), () -> nanos),
                    new DelayingGate.Patience(SETTINGS.longestDelay(), () -> nanos));

    @AfterEach
    void close() {
        mail.close();
    }

    private LoginResult login(String address, String account, boolean right) throws Exception {
        var attempt =
                new LoginAttempt(LoginProtocol.IMAP, "s1", InetAddress.ofLiteral(address), account);
        Authentication answer =
                right
                        ? new Authentication.Success(
                                new Account(
                                        new AccountId(1),
                                        EmailAddress.parse(account),
                                        true,
                                        Instant.EPOCH))
                        : new Authentication.Failure();
        return gate.attempt(
                attempt,
                _ -> answer,
                _ -> {
                    throw new IOException("nobody waits here");
                });
    }

    private void guess(String address, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            login(address, "nobody%d@example.com".formatted(i), false);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void whoGuessesOn_isNotChecked_untilTheBanIsOver() throws Exception {
        guess(GUESSER, AFTER - 1);
        assertThat(bans.all()).isEmpty();
        assertThat(login(GUESSER, ALICE, false)).isInstanceOf(LoginResult.Failure.class);
        assertThat(login(GUESSER, ALICE, true)).isInstanceOf(LoginResult.TooMany.class);
        assertThat(bans.all())
                .singleElement()
                .satisfies(ban -> {
                    assertThat(ban.network().text()).isEqualTo(GUESSER);
                    assertThat(ban.refused()).isEqualTo(AFTER);
                    assertThat(Duration.between(ban.since(), ban.until()))
                            .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
                });
        pass(Duration.ofMinutes(59));
        assertThat(login(GUESSER, ALICE, true)).isInstanceOf(LoginResult.TooMany.class);
        pass(Duration.ofMinutes(2));
        assertThat(login(GUESSER, ALICE, true)).isInstanceOf(LoginResult.Success.class);
        assertThat(bans.all()).isEmpty();
    }

    @Test
    void othersAreNotBanned() throws Exception {
        guess(GUESSER, AFTER);
        assertThat(login("192.0.2.67", ALICE, true)).isInstanceOf(LoginResult.Success.class);
    }

    @Test
    void accountThatHasLoggedInWellFromThere_isChecked_andNoOther() throws Exception {
        login(GUESSER, ALICE, true);
        guess(GUESSER, AFTER);
        assertThat(bans.all()).hasSize(1);
        assertThat(login(GUESSER, ALICE, true)).isInstanceOf(LoginResult.Success.class);
        assertThat(login(GUESSER, "bob@example.com", true)).isInstanceOf(LoginResult.TooMany.class);
    }

    @Test
    void slowGuesser_isForgotten() throws Exception {
        guess(GUESSER, AFTER - 1);
        pass(Duration.ofMinutes(16));
        guess(GUESSER, AFTER - 1);
        assertThat(bans.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void thisMachine_isNeverBanned(String address) throws Exception {
        guess(address, 3 * AFTER);
        assertThat(bans.all()).isEmpty();
    }

    @Test
    void lifted_mayFailAsOftenAgain() throws Exception {
        guess(GUESSER, AFTER);
        assertThat(bans.lift(ClientNetwork.parse(GUESSER))).isTrue();
        assertThat(bans.lift(ClientNetwork.parse(GUESSER))).isFalse();
        guess(GUESSER, AFTER - 1);
        assertThat(bans.all()).isEmpty();
        guess(GUESSER, 1);
        assertThat(bans.all()).hasSize(1);
    }

    @Test
    void addressesOfOneNetwork_areOne() throws Exception {
        for (int i = 0; i < AFTER; i++) {
            guess("2001:db8:0:1::" + i, 1);
        }
        assertThat(login("2001:db8:0:1::ffff", ALICE, true))
                .isInstanceOf(LoginResult.TooMany.class);
        String text = bans.all().getFirst().network().text();
        assertThat(text).isEqualTo("2001:db8:0:1:0:0:0:0/64");
        assertThat(bans.lift(ClientNetwork.parse(text))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, 192.0.2.7",
        "2001:db8::1, 2001:db8:0:0:0:0:0:0/64",
        "2001:db8::/64, 2001:db8:0:0:0:0:0:0/64"
    })
    void network_isReadAsItIsWritten(String text, String network) {
        assertThat(ClientNetwork.parse(text).text()).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "192.0.2.0/24", "localhost", "2001:db8::/32"})
    void whatIsNoNetwork_isSaid(String text) {
        assertThatThrownBy(() -> ClientNetwork.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void turnedOff_nobodyIsBanned() throws Exception {
        var never =
                new Bans(
                        new LoginSettings(
                                Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(15)),
                        new PrometheusRegistry(),
                        () -> nanos);
        for (int i = 0; i < 1000; i++) {
            never.failed(ClientNetwork.parse(GUESSER));
        }
        assertThat(never.all()).isEmpty();
    }
}
