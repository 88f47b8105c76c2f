package org.posthorn.mailbox.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramVerifierTest {
    private static final int ITERATIONS = ScramVerifier.MIN_ITERATIONS;
    private final KeyDerivation derivation = new Pbkdf2();

    /// The exchange of RFC 7677 section 3.
    @Test
    void derive_rfc7677_givesKeysThatVerifyTheExchange() {
        var salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        var verifier = ScramVerifier.derive(new Password("pencil"), salt, 4096, derivation);
        var nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        var authMessage =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r=%s,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=%s"
                        .formatted(nonce, nonce)
                        .getBytes(US_ASCII);

        var clientKey = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        var clientSignature = Hmac.of(verifier.storedKey(), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= clientSignature[i];
        }
        assertThat(Hmac.sha256(clientKey)).isEqualTo(verifier.storedKey());
        assertThat(Hmac.of(verifier.serverKey(), authMessage))
                .isEqualTo(
                        Base64.getDecoder().decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    @Test
    void fits_onlyThePasswordItCameFrom() {
        var verifier = ScramVerifier.derive(new Password("pässword"), ITERATIONS, derivation);

        assertThat(verifier.fits(new Password("pa\u0308ssword"), derivation)).isTrue();
        assertThat(verifier.fits(new Password("password"), derivation)).isFalse();
        assertThat(verifier.fits(new Password(""), derivation)).isFalse();
    }

    @Test
    void derive_samePasswordTwice_givesDifferentSalts() {
        var password = new Password("secret");

        assertThat(ScramVerifier.derive(password, ITERATIONS, derivation))
                .isNotEqualTo(ScramVerifier.derive(password, ITERATIONS, derivation));
    }

    @Test
    void decode_isTheInverseOfEncode() {
        var verifier = ScramVerifier.derive(new Password("secret"), ITERATIONS, derivation);

        assertThat(verifier.encode()).startsWith("SCRAM-SHA-256$4096:").hasSizeLessThan(160);
        assertThat(ScramVerifier.decode(verifier.encode())).isEqualTo(verifier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA",
                "SCRAM-SHA-256$99999999:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:AAAA",
                "SCRAM-SHA-1$4096:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:AAAA",
                "SCRAM-SHA-256$4096:***$AAAA:AAAA",
            })
    void decode_ofSomethingElse_isRefused(String text) {
        assertThatThrownBy(() -> ScramVerifier.decode(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decoy_hasAlwaysTheSameSaltForAName_andFitsNothing() {
        var secret = new byte[32];
        var alice = ScramVerifier.decoy(secret, "alice".getBytes(US_ASCII), ITERATIONS);
        var again = ScramVerifier.decoy(secret, "alice".getBytes(US_ASCII), ITERATIONS);
        var bob = ScramVerifier.decoy(secret, "bob".getBytes(US_ASCII), ITERATIONS);

        assertThat(saltOf(again)).isEqualTo(saltOf(alice)).isNotEqualTo(saltOf(bob));
        assertThat(alice.fits(new Password("secret"), derivation)).isFalse();
    }

    private static String saltOf(ScramVerifier verifier) {
        return verifier.encode().split("[:$]", -1)[2];
    }

    @Test
    void toString_hidesTheKeys() {
        var verifier = ScramVerifier.derive(new Password("secret"), ITERATIONS, derivation);

        assertThat(verifier).hasToString("ScramVerifier[...]");
    }
}
