package org.posthorn.mailbox.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScramExchangeTest {
    private static final EmailAddress ALICE =
            new EmailAddress("alice", new DomainName("example.com"));
    private static final ChannelBinding BINDING =
            new ChannelBinding(ChannelBinding.TLS_EXPORTER, new byte[] {1, 2, 3});

    private final Map<EmailAddress, Credentials> accounts = new HashMap<>();
    private final Authenticator authenticator =
            new PasswordAuthenticator(
                    address -> Optional.ofNullable(accounts.get(address)),
                    ScramVerifier.MIN_ITERATIONS,
                    new Pbkdf2());

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, UTF_8);
    }

    private void put(boolean enabled, String password) {
        var account = new Account(new AccountId(1), ALICE, enabled, Instant.EPOCH);
        accounts.put(
                ALICE,
                new Credentials(
                        account,
                        ScramVerifier.derive(
                                new Password(password),
                                ScramVerifier.MIN_ITERATIONS,
                                new Pbkdf2())));
    }

    private ScramExchange begin(
            ScramMechanism mechanism, String first, @Nullable ChannelBinding binding)
            throws ScramException {
        return authenticator.begin(mechanism, ScramClientFirst.parse(octets(first)), binding);
    }

    /// A client that knows this password.
    private static String proof(
            String header, byte[] binding, String bare, String challenge, String password) {
        String[] fields = challenge.split(",", -1);
        byte[] salt = Base64.getDecoder().decode(fields[1].substring(2));
        int iterations = Integer.parseInt(fields[2].substring(2));
        byte[] salted = new Pbkdf2().saltedPassword(new Password(password), salt, iterations);
        byte[] key = Hmac.of(salted, octets("Client Key"));
        byte[] bound = Arrays.copyOf(octets(header), octets(header).length + binding.length);
        System.arraycopy(binding, 0, bound, octets(header).length, binding.length);
        String end = "c=" + Base64.getEncoder().encodeToString(bound) + "," + fields[0];
        byte[] signature = Hmac.of(Hmac.sha256(key), octets(bare + "," + challenge + "," + end));
        for (int i = 0; i < key.length; i++) {
            key[i] ^= signature[i];
        }
        return end + ",p=" + Base64.getEncoder().encodeToString(key);
    }

    /// RFC 7677 section 3.
    @Test
    void exampleOfTheRfc_isUnderstood() throws Exception {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        var verifier = ScramVerifier.derive(new Password("pencil"), salt, 4096, new Pbkdf2());
        var account = new Account(new AccountId(1), ALICE, true, Instant.EPOCH);
        var exchange =
                ScramExchange.begin(
                        ScramMechanism.SCRAM_SHA_256,
                        ScramClientFirst.parse(octets("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")),
                        null,
                        new ScramExchange.Subject(account, verifier, () -> true),
                        () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(exchange.user()).isEqualTo("user");
        assertThat(text(exchange.challenge()))
                .isEqualTo(
                        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(
                        exchange.judge(
                                octets(
                                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")))
                .isEqualTo(new Authentication.Success(account));
        assertThat(text(exchange.signature()))
                .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void password_decides() throws Exception {
        put(true, "right");
        String bare = "n=Alice@EXAMPLE.com,r=abc";
        for (String password : new String[] {"right", "wrong"}) {
            var exchange = begin(ScramMechanism.SCRAM_SHA_256, "n,," + bare, BINDING);
            String end = proof("n,,", new byte[0], bare, text(exchange.challenge()), password);
            assertThat(exchange.judge(octets(end)) instanceof Authentication.Success)
                    .isEqualTo(password.equals("right"));
        }
    }

    @Test
    void binding_isOfThisSession() throws Exception {
        put(true, "right");
        String header = "p=tls-exporter,,";
        String bare = "n=alice@example.com,r=abc";
        for (byte last : new byte[] {3, 4}) {
            var exchange = begin(ScramMechanism.SCRAM_SHA_256_PLUS, header + bare, BINDING);
            byte[] seen = {1, 2, last};
            String end = proof(header, seen, bare, text(exchange.challenge()), "right");
            assertThat(exchange.judge(octets(end)) instanceof Authentication.Success)
                    .isEqualTo(last == 3);
        }
    }

    @Test
    void accountThatChangesMeanwhile_isNotLetIn() throws Exception {
        put(true, "right");
        String bare = "n=alice@example.com,r=abc";
        var exchange = begin(ScramMechanism.SCRAM_SHA_256, "n,," + bare, null);
        put(true, "another");
        String end = proof("n,,", new byte[0], bare, text(exchange.challenge()), "right");
        assertThat(exchange.judge(octets(end))).isEqualTo(new Authentication.Failure());
        assertThatThrownBy(exchange::signature).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void disabledAndUnknown_lookLikeOthers() throws Exception {
        put(false, "right");
        for (String name : new String[] {"alice@example.com", "nobody@example.com", "x"}) {
            String bare = "n=" + name + ",r=abc";
            String challenge =
                    text(begin(ScramMechanism.SCRAM_SHA_256, "n,," + bare, null).challenge());
            assertThat(challenge).matches("r=abc[^,]{24},s=[A-Za-z0-9+/]{22}==,i=4096");
            var again = begin(ScramMechanism.SCRAM_SHA_256, "n,," + bare, null);
            assertThat(salt(text(again.challenge()))).isEqualTo(salt(challenge));
            String end = proof("n,,", new byte[0], bare, text(again.challenge()), "right");
            assertThat(again.judge(octets(end))).isEqualTo(new Authentication.Failure());
        }
        String one = "n,,n=nobody@example.com,r=abc";
        String other = "n,,n=NOBODY@Example.COM,r=abc";
        assertThat(salt(text(begin(ScramMechanism.SCRAM_SHA_256, one, null).challenge())))
                .isEqualTo(
                        salt(text(begin(ScramMechanism.SCRAM_SHA_256, other, null).challenge())));
    }

    private static String salt(String challenge) {
        return challenge.split(",", -1)[1];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=a",
                "n,,r=b,n=a",
                "n,,n=,r=b",
                "n,,n=a,r=",
                "x,,n=a,r=b",
                "p=,,n=a,r=b",
                "n,b,n=a,r=b",
                "n,a=b,n=a,r=b",
                "n,,m=x,n=a,r=b",
                "n,,n=a=2c,r=b",
                "n,,n=a=,r=b",
                "n,,n=a,r=b\u00e4",
                "n,,n=a,r=b,xy",
                "p=tls-exporter,,n=a,r=b"
            })
    void whatIsNoFirstMessage_isRefused(String message) {
        assertThatThrownBy(() -> begin(ScramMechanism.SCRAM_SHA_256, message, null))
                .isInstanceOf(ScramException.class);
    }

    @Test
    void bindingThatIsNotHere_orWasHidden_isRefused() {
        assertThatThrownBy(() -> begin(ScramMechanism.SCRAM_SHA_256, "y,,n=a,r=b", BINDING))
                .isInstanceOf(ScramException.class);
        for (String first : new String[] {"n,,n=a,r=b", "p=tls-unique,,n=a,r=b"}) {
            assertThatThrownBy(() -> begin(ScramMechanism.SCRAM_SHA_256_PLUS, first, BINDING))
                    .isInstanceOf(ScramException.class);
        }
        assertThatThrownBy(() ->
                        begin(ScramMechanism.SCRAM_SHA_256_PLUS, "p=tls-exporter,,n=a,r=b", null))
                .isInstanceOf(ScramException.class);
    }

    @Test
    void anything_isUnderstoodOrRefused() throws Exception {
        put(true, "right");
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "n,,", "n=", "r=", "a", ",", "=", "c=biws", "p=", "y", "m=", "=2C", "\0", "\u00e4"
        };
        var exchange = begin(ScramMechanism.SCRAM_SHA_256, "n,,n=alice@example.com,r=a", null);
        for (int i = 0; i < 20_000; i++) {
            var message = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                message.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] octets = octets(message.toString());
            if (octets.length > 0 && random.nextInt(4) == 0) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            assertThat(exchange.judge(octets)).isEqualTo(new Authentication.Failure());
            try {
                assertThat(ScramClientFirst.parse(octets).user()).isNotEmpty();
            } catch (ScramException refused) {
                assertThat(refused).hasMessageMatching("[a-zA-Z0-9 -]+");
            }
        }
    }
}
