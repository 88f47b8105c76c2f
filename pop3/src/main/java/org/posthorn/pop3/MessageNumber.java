package org.posthorn.pop3;

import java.util.OptionalInt;

/// The argument of commands that name a message.
final class MessageNumber {
    static final Pop3Reply UNKNOWN = Pop3Reply.err("There is no such message");
    private static final int MAX_DIGITS = 9;

    private MessageNumber() {}

    /// The number, when it names a message that is not marked as deleted.
    static OptionalInt parse(Maildrop maildrop, String argument) {
        if (argument.isEmpty()
                || argument.length() > MAX_DIGITS
                || !argument.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(argument);
        return maildrop.has(number) ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
