package org.posthorn.pop3;

import java.util.OptionalInt;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// RETR (RFC 1939 section 5). It leaves flags alone: a program that fetches has not read.
final class RetrHandler {
    static final Pop3Reply GONE =
            new Pop3Reply.Err(ResponseCode.SYS_TEMP, "Another program has deleted this message");

    private RetrHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        OptionalInt number = MessageNumber.parse(maildrop, argument);
        if (number.isEmpty()) {
            return MessageNumber.UNKNOWN;
        }
        return maildrop.content(number.getAsInt())
                .<Pop3Reply>map(content ->
                        new Pop3Reply.Message(
                                content.size() + " octets", content, Pop3Reply.Message.ALL))
                .orElse(GONE);
    }
}
