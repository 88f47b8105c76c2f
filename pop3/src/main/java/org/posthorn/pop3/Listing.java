package org.posthorn.pop3;

import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// What LIST and UIDL answer: a line for each message, or the one that was asked for.
final class Listing {
    private Listing() {}

    static Pop3Reply of(Maildrop maildrop, String argument, IntFunction<Object> column) {
        if (!argument.isEmpty()) {
            OptionalInt number = MessageNumber.parse(maildrop, argument);
            return number.isEmpty()
                    ? MessageNumber.UNKNOWN
                    : new Pop3Reply.Ok(line(number.getAsInt(), column));
        }
        var lines = new ArrayList<String>(maildrop.remaining());
        for (int number = 1; number <= maildrop.size(); number++) {
            if (maildrop.has(number)) {
                lines.add(line(number, column));
            }
        }
        return new Pop3Reply.Lines(lines.size() + " messages", lines);
    }

    private static String line(int number, IntFunction<Object> column) {
        return number + " " + column.apply(number);
    }
}
