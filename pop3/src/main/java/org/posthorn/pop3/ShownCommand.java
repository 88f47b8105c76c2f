package org.posthorn.pop3;

import java.util.Locale;
import java.util.regex.Pattern;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.net.ShownLine;

/// What a trace shows of a command: all of it when it is well-formed and of a kind that holds no
/// secret.
final class ShownCommand {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{0,18}( [0-9]{1,18})?");

    private ShownCommand() {}

    static String of(String line) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        if (!Commands.ALL.containsKey(verb)) {
            return ShownLine.hidden("", line);
        }
        String argument = space < 0 ? "" : line.substring(space + 1);
        return switch (verb) {
            case "PASS" -> "PASS ***";
            case "AUTH" -> auth(argument, line);
            case "USER" -> isAddress(argument) ? line : ShownLine.hidden(verb, line);
            default -> NUMBERS.matcher(argument).matches() ? line : ShownLine.hidden(verb, line);
        };
    }

    private static boolean isAddress(String argument) {
        try {
            EmailAddress.parse(argument);
            return true;
        } catch (InvalidAddressException _) {
            return false;
        }
    }

    private static String auth(String argument, String line) {
        if (argument.isEmpty() || argument.equalsIgnoreCase("PLAIN")) {
            return line;
        }
        return argument.regionMatches(true, 0, "PLAIN ", 0, "PLAIN ".length())
                ? "AUTH PLAIN ***"
                : ShownLine.hidden("AUTH", line);
    }
}
