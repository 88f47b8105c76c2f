package org.posthorn.smtp.srs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs the parts of rewritten addresses (HMAC-SHA-1, RFC 2104) and checks signatures.
///
/// The case of neither the parts nor the signature counts, because some servers change it on the
/// way.
final class SrsSignatures {
    private static final String ALGORITHM = "HmacSHA1";

    private final SrsSettings settings;

    SrsSignatures(SrsSettings settings) {
        this.settings = settings;
    }

    String sign(String... parts) {
        return of(settings.secrets().getFirst(), parts).substring(0, settings.hashCharacters());
    }

    boolean areTheirs(String signature, String... parts) {
        byte[] said = lowerCase(signature.replace('+', '-').replace('/', '_'));
        boolean found = false;
        for (SrsSecret secret : settings.secrets()) {
            byte[] whole = lowerCase(of(secret, parts));
            if (said.length >= settings.fewestCharacters(secret) && said.length <= whole.length) {
                byte[] ours = Arrays.copyOf(whole, said.length);
                found |= MessageDigest.isEqual(ours, said);
            }
        }
        return found;
    }

    /// All 27 characters, of the alphabet for URLs: a `+` would look like a detail of the address
    /// (RFC 5233) to some.
    static String of(SrsSecret secret, String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signature =
                    mac.doFinal(lowerCase(String.join(secret.form().separator(), parts)));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-1", e);
        }
    }

    /// In UTF-8, with the letters of ASCII in lower case.
    private static byte[] lowerCase(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] >= 'A' && octets[i] <= 'Z') {
                octets[i] += (byte) ('a' - 'A');
            }
        }
        return octets;
    }
}
