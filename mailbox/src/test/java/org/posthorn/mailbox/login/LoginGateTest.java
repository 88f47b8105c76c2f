package org.posthorn.mailbox.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.ChannelBinding;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.directory.ScramClientFirst;
import org.posthorn.mailbox.directory.ScramExchange;
import org.posthorn.mailbox.directory.ScramMechanism;
import org.posthorn.mailbox.login.SimulatedTime.Runner;
import org.posthorn.mailbox.store.StoreException;

final class LoginGateTest {
    private static final String ALICE = "alice@example.com";
    private static final String ATTACKER = "192.0.2.66";
    private static final String HOME = "198.51.100.7";

    private static final LoginSettings SETTINGS =
            new LoginSettings(
                    Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(15));

    private final SimulatedTime time = new SimulatedTime();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Doorman doorman = new Doorman();
    private final LoginGate gate =
            new DelayingGate(
                    doorman,
                    new Bans(SETTINGS, new PrometheusRegistry(), time::nanoTime),
                    new LoginQueue(SETTINGS, time::nanoTime),
                    new LoginJournal(registry, time::nanoTime),
                    new DelayingGate.Patience(SETTINGS.longestDelay(), time::nanoTime));

    /// Knows every account by the password `right`, and takes 17 ms to say so.
    private final class Doorman implements Authenticator {
        private static final Duration DERIVATION = Duration.ofMillis(17);
        private final Password right = new Password("right");
        private int asked;
        private boolean broken;

        @Override
        public Authentication authenticate(String login, Password password) {
            synchronized (this) {
                asked++;
            }
            if (broken) {
                throw new StoreException("the disk is gone");
            }
            try {
                time.await(DERIVATION);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return password == right
                    ? new Authentication.Success(account(login))
                    : new Authentication.Failure();
        }

        @Override
        public ScramExchange begin(
                ScramMechanism mechanism,
                ScramClientFirst first,
                @Nullable ChannelBinding binding) {
            throw new UnsupportedOperationException();
        }

        private static Account account(String login) {
            try {
                return new Account(
                        new AccountId(1), EmailAddress.parse(login), true, Instant.EPOCH);
            } catch (InvalidAddressException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private LoginResult attempt(
            LoginProtocol protocol, String from, String login, Password password)
            throws IOException {
        var attempt = new LoginAttempt(protocol, "1", InetAddress.ofLiteral(from), login);
        return gate.attempt(attempt, password, time::await);
    }

    private LoginResult guess(String from, String login) throws IOException {
        return attempt(LoginProtocol.SMTP, from, login, new Password("wrong"));
    }

    private LoginResult right(String from, String login) throws IOException {
        return attempt(LoginProtocol.IMAP, from, login, doorman.right);
    }

    /// Guesses on and on until that time has passed.
    private Runner guesser(String from, String login, Duration duration) {
        long end = time.nanoTime() + duration.toNanos();
        return () -> {
            while (time.nanoTime() < end) {
                guess(from, login);
                time.await(Duration.ofMillis(100));
            }
        };
    }

    /// How long it takes to do it.
    private Duration timed(Runner runner) throws Exception {
        List<Long> took = new ArrayList<>();
        time.run(
                List.of(() -> {
                    long start = time.nanoTime();
                    runner.run();
                    took.add(time.nanoTime() - start);
                }));
        return Duration.ofNanos(took.getFirst());
    }

    @Test
    void attempt_guessesOverManyConnections_areFewAMinute() throws Exception {
        List<Runner> connections = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            connections.add(guesser(ATTACKER, ALICE, Duration.ofSeconds(60)));
        }
        time.run(connections);

        assertThat(doorman.asked).isBetween(5, 12);
    }

    @Test
    void attempt_guessesAtManyAccountsFromOneAddress_areFewAMinute() throws Exception {
        List<Runner> connections = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            connections.add(guesser(ATTACKER, "user" + i + "@example.com", Duration.ofSeconds(60)));
        }
        time.run(connections);

        assertThat(doorman.asked).isBetween(5, 12);
    }

    @Test
    void attempt_guessesAtOneAccountFromManyAddresses_areFewAMinute() throws Exception {
        List<Runner> connections = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            connections.add(guesser("203.0.113." + i, ALICE, Duration.ofSeconds(60)));
        }
        time.run(connections);

        assertThat(doorman.asked).isBetween(5, 12);
    }

    @Test
    void attempt_failuresInOneProtocol_delayTheOthers() throws Exception {
        Duration third =
                timed(() -> {
                    for (int i = 0; i < 3; i++) {
                        attempt(LoginProtocol.IMAP, ATTACKER, ALICE, new Password("wrong"));
                    }
                });
        Duration fourth =
                timed(() -> attempt(LoginProtocol.SMTP, ATTACKER, ALICE, new Password("wrong")));
        Duration fifth =
                timed(() -> attempt(LoginProtocol.POP3, ATTACKER, ALICE, new Password("wrong")));

        assertThat(third).isLessThan(Duration.ofMillis(100));
        assertThat(fourth).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
        assertThat(fifth).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2100));
    }

    @Test
    void attempt_otherSpellingsOfTheAccount_areTheSameAccount() throws Exception {
        timed(() -> {
            guess("192.0.2.1", "alice@example.com");
            guess("192.0.2.2", "ALICE@Example.COM");
            guess("192.0.2.3", "\"alice\"@example.com");
        });

        assertThat(timed(() -> guess("192.0.2.4", ALICE))).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void attempt_ownerAtAKnownAddress_isNotDelayedDuringAnAttack() throws Exception {
        timed(() -> right(HOME, ALICE));
        List<Duration> waits = new ArrayList<>();
        List<Runner> runners = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runners.add(guesser("203.0.113." + i, ALICE, Duration.ofSeconds(60)));
        }
        runners.add(() -> {
            for (int i = 0; i < 50; i++) {
                time.await(Duration.ofSeconds(1));
                long start = time.nanoTime();
                assertThat(right(HOME, ALICE)).isInstanceOf(LoginResult.Success.class);
                waits.add(Duration.ofNanos(time.nanoTime() - start));
            }
        });
        time.run(runners);

        assertThat(waits).hasSize(50).allMatch(wait -> wait.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void attempt_ownerAtAKnownAddressThatHasFailedForOthers_isNotDelayed() throws Exception {
        timed(() -> right(HOME, ALICE));
        timed(() -> {
            for (int i = 0; i < 6; i++) {
                guess(HOME, "bob@example.com");
            }
        });

        assertThat(timed(() -> right(HOME, ALICE))).isLessThan(Duration.ofMillis(100));
        assertThat(timed(() -> guess(HOME, "carol@example.com")))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void attempt_knownAddressThatFailsTenTimes_isKnownNoMore() throws Exception {
        timed(() -> right(HOME, ALICE));

        assertThat(timed(() -> repeat(10, () -> guess(HOME, ALICE))))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(timed(() -> guess(HOME, ALICE))).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void attempt_programsThatConnectAllAtOnce_areLetInAtOnce() throws Exception {
        List<Runner> programs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String login = "user" + i / 5 + "@example.com";
            programs.add(
                    () -> assertThat(right(HOME, login)).isInstanceOf(LoginResult.Success.class));
        }

        assertThat(timed(() -> {})).isZero();
        long start = time.nanoTime();
        time.run(programs);
        assertThat(Duration.ofNanos(time.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void attempt_manyConnectionsOfOneAccountAtOnce_areAllLetIn() throws Exception {
        List<Runner> connections = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            connections.add(
                    () -> assertThat(right(HOME, ALICE)).isInstanceOf(LoginResult.Success.class));
        }
        long start = time.nanoTime();
        time.run(connections);

        assertThat(Duration.ofNanos(time.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void attempt_tooManyFailures_putsOffTheRightPasswordLikeTheWrong() throws Exception {
        List<LoginResult> results = new ArrayList<>();
        List<Runner> runners = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runners.add(guesser(ATTACKER, ALICE, Duration.ofMinutes(3)));
        }
        runners.add(() -> {
            time.await(Duration.ofMinutes(2));
            int asked = doorman.asked;
            results.add(right("203.0.113.1", ALICE));
            results.add(guess("203.0.113.2", ALICE));
            assertThat(doorman.asked - asked).isLessThanOrEqualTo(4);
        });
        time.run(runners);

        assertThat(results).contains(new LoginResult.TooMany());
        assertThat(count("posthorn_logins", "put off")).isPositive();
    }

    @Test
    void attempt_whoeverWaits_isAnsweredWithinTheLongestDelay() throws Exception {
        List<Duration> waits = new ArrayList<>();
        List<Runner> runners = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            runners.add(() -> {
                for (int n = 0; n < 20; n++) {
                    long start = time.nanoTime();
                    guess(ATTACKER, ALICE);
                    waits.add(Duration.ofNanos(time.nanoTime() - start));
                    time.await(Duration.ofMillis(500));
                }
            });
        }
        time.run(runners);

        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(30_100)) < 0);
    }

    @Test
    void attempt_afterAWhileWithoutFailures_isForgotten() throws Exception {
        timed(() -> repeat(6, () -> guess(ATTACKER, ALICE)));
        assertThat(timed(() -> guess(ATTACKER, ALICE))).isGreaterThan(Duration.ofSeconds(7));

        time.pass(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(timed(() -> repeat(3, () -> guess(ATTACKER, ALICE))))
                .isLessThan(Duration.ofMillis(100));
    }

    @Test
    void attempt_ipv6AddressesOfOneCustomer_areOne() throws Exception {
        timed(() -> {
            for (int i = 0; i < 3; i++) {
                guess("2001:db8:1:2::" + i, "user" + i + "@example.com");
            }
        });

        assertThat(timed(() -> guess("2001:db8:1:2:ffff::1", ALICE)))
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(timed(() -> guess("2001:db8:1:3::1", "bob@example.com")))
                .isLessThan(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void attempt_loopback_isDelayedByAccountOnly(String loopback) throws Exception {
        timed(() -> repeat(6, () -> guess(loopback, ALICE)));

        assertThat(timed(() -> right(loopback, "bob@example.com")))
                .isLessThan(Duration.ofMillis(100));
        assertThat(timed(() -> right(loopback, ALICE))).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void attempt_whenTheStoreFails_isNoFailure() throws Exception {
        doorman.broken = true;
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> right(ATTACKER, ALICE)).isInstanceOf(StoreException.class);
        }
        doorman.broken = false;

        assertThat(timed(() -> right(ATTACKER, ALICE))).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void attempt_whosePauseEnds_leavesNothingBehind() throws Exception {
        timed(() -> repeat(4, () -> guess(ATTACKER, ALICE)));
        var attempt =
                new LoginAttempt(LoginProtocol.IMAP, "1", InetAddress.ofLiteral(ATTACKER), ALICE);
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() ->
                            gate.attempt(
                                    attempt,
                                    doorman.right,
                                    _ -> {
                                        throw new IOException("the server stops");
                                    }))
                    .isInstanceOf(IOException.class);
        }

        assertThat(
                        timed(() ->
                                assertThat(right(ATTACKER, ALICE))
                                        .isInstanceOf(LoginResult.Success.class)))
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void attempt_longAndBrokenNames_areJudgedLikeOthers() throws Exception {
        String name = "x".repeat(100_000);

        assertThat(timed(() -> guess(ATTACKER, name))).isLessThan(Duration.ofMillis(100));
        assertThat(AccountName.of(name).text()).hasSize(254);
    }

    @Test
    void outcomes_areCountedByProtocol() throws Exception {
        timed(() -> right(HOME, ALICE));
        timed(() -> repeat(5, () -> guess(ATTACKER, ALICE)));

        assertThat(count("posthorn_logins", "succeeded")).isEqualTo(1);
        assertThat(count("posthorn_logins", "failed")).isEqualTo(5);
    }

    private static void repeat(int times, Runner runner) throws IOException {
        for (int i = 0; i < times; i++) {
            runner.run();
        }
    }

    private double count(String name, String outcome) {
        return registry.scrape(name::equals).stream()
                .flatMap(each -> ((CounterSnapshot) each).getDataPoints().stream())
                .filter(each -> outcome.equals(each.getLabels().get("outcome")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
