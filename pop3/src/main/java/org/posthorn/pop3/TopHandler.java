package org.posthorn.pop3;

import java.util.List;
import java.util.OptionalInt;

/// TOP (RFC 1939 section 7): the header, the blank line, and some lines of the body.
final class TopHandler {
    private static final int MAX_DIGITS = 18;

    private TopHandler() {}

    static Pop3Reply handle(Maildrop maildrop, String argument) {
        List<String> words = List.of(argument.split(" ", -1));
        boolean wellFormed =
                words.size() == 2 && words.get(1).matches("[0-9]{1," + MAX_DIGITS + "}");
        if (!wellFormed) {
            return Pop3Reply.err("TOP takes a message and a number of lines");
        }
        OptionalInt number = MessageNumber.parse(maildrop, words.get(0));
        if (number.isEmpty()) {
            return MessageNumber.UNKNOWN;
        }
        long lines = Long.parseLong(words.get(1));
        return maildrop.content(number.getAsInt())
                .<Pop3Reply>map(
                        content -> new Pop3Reply.Message("Top of the message", content, lines))
                .orElse(RetrHandler.GONE);
    }
}
