package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.directory.Authentication.Failure;
import org.posthorn.mailbox.directory.Authentication.Success;

class PasswordAuthenticatorTest {
    private static final EmailAddress ALICE =
            new EmailAddress("alice", new DomainName("bücher.example"));
    private static final Password RIGHT = new Password("right");
    private static final Password WRONG = new Password("wrong");

    private final Map<EmailAddress, Credentials> accounts = new HashMap<>();
    private final CountingDerivation derivation = new CountingDerivation();
    private final Authenticator authenticator =
            new PasswordAuthenticator(
                    address -> Optional.ofNullable(accounts.get(address)),
                    ScramVerifier.MIN_ITERATIONS,
                    derivation);

    @BeforeEach
    void addAlice() {
        put(1, true, RIGHT);
        derivation.takeCount();
    }

    private void put(long id, boolean enabled, Password password) {
        var account = new Account(new AccountId(id), ALICE, enabled, Instant.EPOCH);
        var verifier = ScramVerifier.derive(password, ScramVerifier.MIN_ITERATIONS, derivation);
        accounts.put(ALICE, new Credentials(account, verifier));
    }

    private Authentication login(Password password) {
        return authenticator.authenticate(ALICE.toString(), password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@bücher.example",
                "ALICE@BÜCHER.example",
                "\"alice\"@xn--bcher-kva.example",
                "alice@bu\u0308cher.example"
            })
    void authenticate_anySpellingOfTheAddress_succeeds(String login) {
        assertThat(authenticator.authenticate(login, RIGHT)).isInstanceOf(Success.class);
    }

    @Test
    void authenticate_again_derivesNothing() {
        assertThat(login(RIGHT)).isInstanceOf(Success.class);
        assertThat(derivation.takeCount()).isEqualTo(1);

        assertThat(login(RIGHT)).isInstanceOf(Success.class);
        assertThat(login(RIGHT)).isInstanceOf(Success.class);
        assertThat(derivation.takeCount()).isZero();
    }

    @Test
    void authenticate_wrongPassword_isNeverRemembered() {
        assertThat(login(WRONG)).isInstanceOf(Failure.class);
        assertThat(login(WRONG)).isInstanceOf(Failure.class);
        assertThat(derivation.takeCount()).isEqualTo(2);
        assertThat(login(RIGHT)).isInstanceOf(Success.class);
        assertThat(login(WRONG)).isInstanceOf(Failure.class);
        assertThat(derivation.takeCount()).isEqualTo(2);

        assertThat(login(RIGHT)).isInstanceOf(Success.class);
        assertThat(derivation.takeCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@bücher.example", "alice", "", "alice@[192.0.2.1]", "\u0000"})
    void authenticate_unknownLogin_derivesLikeAWrongPassword(String login) {
        var unknown = authenticator.authenticate(login, RIGHT);
        int derivations = derivation.takeCount();
        var wrong = login(WRONG);

        assertThat(unknown).isEqualTo(wrong).isInstanceOf(Failure.class);
        assertThat(derivations).isEqualTo(derivation.takeCount()).isEqualTo(1);
    }

    @Test
    void authenticate_changedPassword_takesEffectAtOnce() {
        login(RIGHT);
        put(1, true, new Password("new"));

        assertThat(login(RIGHT)).isInstanceOf(Failure.class);
        assertThat(login(new Password("new"))).isInstanceOf(Success.class);
    }

    @Test
    void authenticate_disabledAccount_failsLikeAWrongPassword() {
        login(RIGHT);
        put(1, false, RIGHT);
        derivation.takeCount();

        assertThat(login(RIGHT)).isInstanceOf(Failure.class);
        assertThat(derivation.takeCount()).isEqualTo(1);
    }

    @Test
    void authenticate_removedAccount_fails() {
        login(RIGHT);
        accounts.clear();

        assertThat(login(RIGHT)).isInstanceOf(Failure.class);
    }

    @Test
    void authenticate_anotherAccountOfThatName_isNotTheOneRemembered() {
        login(RIGHT);
        put(2, true, new Password("other"));

        assertThat(login(RIGHT)).isInstanceOf(Failure.class);
    }

    @Test
    void authenticate_accountRemovedMeanwhile_fails() {
        derivation.meanwhile(accounts::clear);

        assertThat(login(RIGHT)).isInstanceOf(Failure.class);
    }

    @Test
    void authenticate_tooManyAccounts_forgetsTheOneUnusedForLongest() {
        var verified = new VerifiedPasswords();
        var verifier = ScramVerifier.derive(RIGHT, ScramVerifier.MIN_ITERATIONS, derivation);
        for (int id = 1; id <= 10_000; id++) {
            verified.add(credentials(id, verifier), RIGHT);
        }
        assertThat(verified.contains(credentials(1, verifier), RIGHT)).isTrue();

        verified.add(credentials(10_001, verifier), RIGHT);

        assertThat(verified.contains(credentials(1, verifier), RIGHT)).isTrue();
        assertThat(verified.contains(credentials(2, verifier), RIGHT)).isFalse();
        assertThat(verified.contains(credentials(3, verifier), RIGHT)).isTrue();
    }

    private static Credentials credentials(long id, ScramVerifier verifier) {
        return new Credentials(
                new Account(new AccountId(id), ALICE, true, Instant.EPOCH), verifier);
    }
}
