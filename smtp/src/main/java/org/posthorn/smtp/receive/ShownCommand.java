package org.posthorn.smtp.receive;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthorn.net.ShownLine;

/// What a trace shows of a command: all of it when it is well-formed and of a kind that holds no
/// secret.
final class ShownCommand {
    private static final Set<String> VERBS =
            Set.of(
                    "EHLO",
                    "HELO",
                    "LHLO",
                    "STARTTLS",
                    "AUTH",
                    "MAIL",
                    "RCPT",
                    "DATA",
                    "BDAT",
                    "RSET",
                    "VRFY",
                    "EXPN",
                    "NOOP",
                    "QUIT",
                    "HELP");

    private static final Pattern LENGTH =
            Pattern.compile("[0-9]{1,18}( LAST)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Pattern> PARAMETERS =
            Map.of(
                    "SIZE",
                    Pattern.compile("[0-9]{1,20}"),
                    "BODY",
                    Pattern.compile("(?i)[78]BIT(MIME)?"));

    private ShownCommand() {}

    static String of(String line) {
        CommandLine command = CommandLine.parse(line);
        String verb = command.verb();
        if (!VERBS.contains(verb)) {
            return ShownLine.hidden("", line);
        }
        if (verb.equals("AUTH")) {
            return auth(command.argument(), line);
        }
        return isShown(verb, command.argument()) ? line : ShownLine.hidden(verb, line);
    }

    private static boolean isShown(String verb, String argument) {
        return switch (verb) {
            case "EHLO", "HELO", "LHLO" -> ClientName.isValid(argument);
            case "MAIL" -> isMail(argument);
            case "RCPT" -> isRcpt(argument);
            case "BDAT" -> LENGTH.matcher(argument).matches();
            default -> argument.isEmpty();
        };
    }

    private static boolean isMail(String argument) {
        try {
            return PathParser.reversePath(argument).parameters().entrySet().stream()
                    .allMatch(each ->
                            PARAMETERS.containsKey(each.getKey())
                                    && PARAMETERS
                                            .get(each.getKey())
                                            .matcher(each.getValue())
                                            .matches());
        } catch (CommandException _) {
            return false;
        }
    }

    private static boolean isRcpt(String argument) {
        try {
            return PathParser.forwardPath(argument).parameters().isEmpty();
        } catch (CommandException _) {
            return false;
        }
    }

    private static String auth(String argument, String line) {
        int space = argument.indexOf(' ');
        String mechanism =
                (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        return AuthHandler.MECHANISMS.contains(mechanism)
                ? "AUTH " + mechanism + (space < 0 ? "" : " ***")
                : ShownLine.hidden("AUTH", line);
    }
}
