package org.posthorn.mailbox.directory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A login by SCRAM-SHA-256 or SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677), as server: what the client
/// says first, what we say, how the client proves that it knows the password, and how we prove that
/// we know the account.
///
/// Nothing here waits or costs much, the client has done the derivation. An account that there is
/// not is answered like one whose password is wrong.
public final class ScramExchange {
    private static final int MAX_OCTETS = 4096;
    private static final int NONCE_OCTETS = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// ```
    /// client-final-message-without-proof = channel-binding "," nonce ["," extensions]
    /// client-final-message = client-final-message-without-proof "," proof
    /// ```
    private static final Pattern FINAL =
            Pattern.compile(
                    "(c=([A-Za-z0-9+/=]+),r=([!-+\\--~]+)(?:,[A-Za-z]=[^,\\x00]+)*),p=([A-Za-z0-9+/=]+)");

    /// Whose login it is, with what proves it.
    ///
    /// @param account nobody's when there is none
    /// @param verifier one that nothing fits when there is none
    /// @param stillSo whether the account has not changed since
    record Subject(@Nullable Account account, ScramVerifier verifier, BooleanSupplier stillSo) {}

    private final Subject subject;
    private final ScramClientFirst first;
    private final byte[] bound;
    private final String nonce;
    private final String challenge;
    private byte @Nullable [] serverSignature;

    private ScramExchange(
            Subject subject, ScramClientFirst first, byte[] bound, String serverNonce) {
        this.subject = subject;
        this.first = first;
        this.bound = bound;
        nonce = first.nonce() + serverNonce;
        challenge =
                "r=%s,s=%s,i=%d"
                        .formatted(
                                nonce,
                                ScramText.base64(subject.verifier().salt()),
                                subject.verifier().iterations());
    }

    /// @param binding of the session, which the client must name if its mechanism has it; nothing
    ///   when the session has none, or it was not offered
    static ScramExchange begin(
            ScramMechanism mechanism,
            ScramClientFirst first,
            @Nullable ChannelBinding binding,
            Subject subject)
            throws ScramException {
        return begin(mechanism, first, binding, subject, ScramExchange::newNonce);
    }

    static ScramExchange begin(
            ScramMechanism mechanism,
            ScramClientFirst first,
            @Nullable ChannelBinding binding,
            Subject subject,
            Supplier<String> serverNonce)
            throws ScramException {
        byte[] bound = bound(mechanism, first, binding);
        return new ScramExchange(subject, first, bound, serverNonce.get());
    }

    /// What the client must repeat at the end: its header, and the binding where there is one (RFC
    /// 5802 section 6).
    private static byte[] bound(
            ScramMechanism mechanism, ScramClientFirst first, @Nullable ChannelBinding binding)
            throws ScramException {
        boolean plus = mechanism == ScramMechanism.SCRAM_SHA_256_PLUS;
        if (plus != (first.flag() == 'p')) {
            throw new ScramException("the mechanism and the binding do not go together");
        }
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(first.header().getBytes(StandardCharsets.UTF_8));
        if (plus) {
            if (binding == null || !binding.type().equals(first.bindingType())) {
                throw new ScramException("there is no such binding here");
            }
            octets.writeBytes(binding.data());
        } else if (first.flag() == 'y' && binding != null) {
            // It could bind and thinks that we cannot: somebody has changed what we offered.
            throw new ScramException("binding was offered");
        }
        return octets.toByteArray();
    }

    private static String newNonce() {
        byte[] octets = new byte[NONCE_OCTETS];
        RANDOM.nextBytes(octets);
        return ScramText.base64(octets);
    }

    /// The account's address as typed.
    public String user() {
        return first.user();
    }

    /// What the server says to the first message.
    public byte[] challenge() {
        return challenge.getBytes(StandardCharsets.US_ASCII);
    }

    /// Judges the client's last message; one that is no such message proves nothing.
    ///
    /// ```
    /// AuthMessage     := client-first-message-bare + "," + server-first-message + "," +
    ///                    client-final-message-without-proof
    /// ClientSignature := HMAC(StoredKey, AuthMessage)
    /// ServerSignature := HMAC(ServerKey, AuthMessage)
    /// ```
    ///
    /// RFC 5802 section 3.
    Authentication judge(byte[] clientFinal) {
        Matcher matcher;
        byte[] proof;
        byte[] binding;
        try {
            matcher = FINAL.matcher(ScramText.decode(clientFinal, MAX_OCTETS));
            if (!matcher.matches()) {
                return new Authentication.Failure();
            }
            binding = ScramText.base64(matcher.group(2));
            proof = ScramText.base64(matcher.group(4));
        } catch (ScramException _) {
            return new Authentication.Failure();
        }
        String signed = first.bare() + "," + challenge + "," + matcher.group(1);
        byte[] message = signed.getBytes(StandardCharsets.UTF_8);
        boolean proven =
                matcher.group(3).equals(nonce)
                        && MessageDigest.isEqual(bound, binding)
                        && subject.verifier().isProven(message, proof);
        Account account = subject.account();
        if (!proven || account == null || !subject.stillSo().getAsBoolean()) {
            return new Authentication.Failure();
        }
        serverSignature = Hmac.of(subject.verifier().serverKey(), message);
        return new Authentication.Success(account);
    }

    /// What the server says of itself to whom it has let in.
    ///
    /// @throws IllegalStateException when it has not
    public byte[] signature() {
        byte[] known = serverSignature;
        if (known == null) {
            throw new IllegalStateException("the login did not succeed");
        }
        return ("v=" + ScramText.base64(known)).getBytes(StandardCharsets.US_ASCII);
    }
}
