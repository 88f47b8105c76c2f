package org.posthorn.mailbox.directory;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks passwords against stored verifiers, deriving keys only for those it has not verified
/// before.
///
/// A failure costs one derivation whatever its reason, so that its time does not tell who has an
/// account.
final class PasswordAuthenticator implements Authenticator {
    private static final int SECRET_OCTETS = 32;

    private final Function<EmailAddress, Optional<Credentials>> accounts;
    private final int iterations;
    private final KeyDerivation derivation;
    private final VerifiedPasswords verified = new VerifiedPasswords();
    private final byte[] decoySecret = new byte[SECRET_OCTETS];

    PasswordAuthenticator(
            Function<EmailAddress, Optional<Credentials>> accounts,
            int iterations,
            KeyDerivation derivation) {
        this.accounts = accounts;
        this.iterations = iterations;
        this.derivation = derivation;
        new SecureRandom().nextBytes(decoySecret);
    }

    @Override
    public Authentication authenticate(String login, Password password) {
        var enabled = find(login).filter(credentials -> credentials.account().enabled());
        if (enabled.isEmpty()) {
            decoy(login).fits(password, derivation);
            return new Authentication.Failure();
        }
        var credentials = enabled.get();
        if (verified.contains(credentials, password)) {
            return new Authentication.Success(credentials.account());
        }
        // The derivation takes long enough for the account to change meanwhile.
        if (!credentials.verifier().fits(password, derivation) || !find(login).equals(enabled)) {
            return new Authentication.Failure();
        }
        verified.add(credentials, password);
        return new Authentication.Success(credentials.account());
    }

    @Override
    public ScramExchange begin(
            ScramMechanism mechanism, ScramClientFirst first, @Nullable ChannelBinding binding)
            throws ScramException {
        String login = first.user();
        var enabled = find(login).filter(credentials -> credentials.account().enabled());
        var subject =
                new ScramExchange.Subject(
                        enabled.map(Credentials::account).orElse(null),
                        enabled.map(Credentials::verifier).orElseGet(() -> decoy(login)),
                        () -> find(login).equals(enabled));
        return ScramExchange.begin(mechanism, first, binding, subject);
    }

    private Optional<Credentials> find(String login) {
        try {
            return accounts.apply(EmailAddress.parse(login));
        } catch (InvalidAddressException _) {
            return Optional.empty();
        }
    }

    private ScramVerifier decoy(String login) {
        return ScramVerifier.decoy(decoySecret, oneForm(login), iterations);
    }

    /// All spellings of an account's address have one salt, so those of no account must have, too.
    private static byte[] oneForm(String login) {
        String name;
        try {
            name = EmailAddress.parse(login).toString();
        } catch (InvalidAddressException _) {
            name = login;
        }
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
