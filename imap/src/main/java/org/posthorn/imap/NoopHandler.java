package org.posthorn.imap;

/// NOOP (RFC 9051 section 6.1.2): the session announces what is new, as after every command.
final class NoopHandler {
    private NoopHandler() {}

    static Reply handle() {
        return Reply.ok("Done");
    }
}
