package org.posthorn.server.tls;

import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/// Keys in the forms from before PKCS #8, which the JDK does not read.
///
/// A class of its own, so that a start that needs no such key loads nothing of Bouncy Castle, whose
/// signed jars take the JVM half a second to check.
final class TraditionalKey {
    private TraditionalKey() {}

    /// The first private key in the text as PKCS #8, if there is one.
    static byte @Nullable [] toPkcs8(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return pair.getPrivateKeyInfo().getEncoded();
                }
                if (found instanceof PrivateKeyInfo info) {
                    return info.getEncoded();
                }
            }
            return null;
        }
    }
}
