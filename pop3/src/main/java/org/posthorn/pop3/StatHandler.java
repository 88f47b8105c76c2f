package org.posthorn.pop3;

/// STAT (RFC 1939 section 5).
final class StatHandler {
    private StatHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        return new Pop3Reply.Ok(maildrop.remaining() + " " + maildrop.remainingOctets());
    }
}
