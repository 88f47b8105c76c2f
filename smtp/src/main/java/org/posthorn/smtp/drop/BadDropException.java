package org.posthorn.smtp.drop;

import java.io.IOException;
import java.io.Serial;

/// A file that is not as `posthorn sendmail` writes them.
final class BadDropException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    BadDropException(String message) {
        super(message);
    }
}
