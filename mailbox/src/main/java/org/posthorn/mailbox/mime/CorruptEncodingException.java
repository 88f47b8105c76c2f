package org.posthorn.mailbox.mime;

/// Octets that [ParsedMessageCodec] has not written, or not in a version that it knows.
public final class CorruptEncodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptEncodingException(String message) {
        super(message);
    }
}
