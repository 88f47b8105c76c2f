package org.posthorn.pop3;

/// RSET (RFC 1939 section 5).
final class RsetHandler {
    private RsetHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        maildrop.undeleteAll();
        return new Pop3Reply.Ok(maildrop.remaining() + " messages, none of them deleted");
    }
}
