package org.posthorn.net;

import java.io.IOException;

/// Plaintext had arrived behind the request to start TLS: somebody may have put it there to be read
/// as if it had been encrypted (RFC 3207 section 6). The session must end.
public final class PlaintextInjectionException extends IOException {
    private static final long serialVersionUID = 1L;

    PlaintextInjectionException(int octets) {
        super(octets + " octets of plaintext arrived before the TLS handshake");
    }
}
