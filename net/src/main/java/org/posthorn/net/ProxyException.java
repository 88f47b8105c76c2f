package org.posthorn.net;

import java.io.IOException;

/// A peer that should say for whom it speaks has said something else.
final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyException(String message) {
        super(message);
    }
}
