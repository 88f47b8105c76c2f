package org.posthorn.server.tls;

/// A certificate or key cannot be used; the message is a sentence for the administrator.
public final class CertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateException(String message) {
        super(message);
    }

    CertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
