package org.posthorn.pop3;

import java.util.OptionalInt;

/// DELE (RFC 1939 section 5): marks, and QUIT deletes.
final class DeleHandler {
    private DeleHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        OptionalInt number = MessageNumber.parse(maildrop, argument);
        if (number.isEmpty()) {
            return MessageNumber.UNKNOWN;
        }
        maildrop.delete(number.getAsInt());
        return new Pop3Reply.Ok("Message " + number.getAsInt() + " will be deleted");
    }
}
