package org.posthorn.imap.section;

/// A part's content transfer encoding is not known, so it cannot be sent decoded (RFC 3516 section
/// 4.3): answered `NO [UNKNOWN-CTE]`.
public final class UnknownEncodingException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownEncodingException(String encoding) {
        super("unknown transfer encoding " + encoding);
    }
}
