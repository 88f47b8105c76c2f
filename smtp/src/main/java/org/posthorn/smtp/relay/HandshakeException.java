package org.posthorn.smtp.relay;

/// TLS could not be begun, which a connection in the clear may not suffer from.
final class HandshakeException extends WireException {
    private static final long serialVersionUID = 1L;

    HandshakeException(RemoteReply reply) {
        super(reply);
    }
}
