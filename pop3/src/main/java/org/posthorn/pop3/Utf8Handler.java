package org.posthorn.pop3;

/// UTF8 (RFC 6856 section 2): messages are sent as they are stored, so there is nothing to switch.
final class Utf8Handler {
    private Utf8Handler() {}

    static Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument) {
        return argument.isEmpty()
                ? new Pop3Reply.Ok("UTF-8 it is")
                : Pop3Reply.err("UTF8 takes no argument");
    }
}
