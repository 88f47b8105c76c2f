package org.posthorn.pop3;

import java.util.List;
import org.posthorn.mailbox.store.MessageContent;

/// The answer to a command (RFC 1939 section 3).
sealed interface Pop3Reply {
    /// `+OK` with one line.
    record Ok(String text) implements Pop3Reply {}

    /// `-ERR` with one line.
    record Err(ResponseCode code, String text) implements Pop3Reply {}

    /// `+OK` or `-ERR`, and the session ends.
    record Goodbye(boolean ok, ResponseCode code, String text) implements Pop3Reply {}

    /// `+OK`, and the TLS handshake follows.
    record BeginTls(String text) implements Pop3Reply {}

    /// `+OK` and lines up to a lone dot.
    record Lines(String text, List<String> lines) implements Pop3Reply {}

    /// `+OK` and a message up to a lone dot: all of it, or its header and this many lines of its
    /// body.
    record Message(String text, MessageContent content, long bodyLines) implements Pop3Reply {
        static final long ALL = Long.MAX_VALUE;
    }

    /// In square brackets behind `-ERR` (RFC 2449 section 8, RFC 3206, RFC 6856 section 4).
    enum ResponseCode {
        NONE(""),
        AUTH("[AUTH] "),
        IN_USE("[IN-USE] "),
        SYS_TEMP("[SYS/TEMP] "),
        SYS_PERM("[SYS/PERM] ");

        private final String prefix;

        ResponseCode(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    static Pop3Reply err(String text) {
        return new Err(ResponseCode.NONE, text);
    }
}
