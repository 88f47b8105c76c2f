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

    private static final Pattern NO_VALUE = Pattern.compile("");

    private static final Map<String, Pattern> PARAMETERS =
            Map.of(
                    "SIZE",
                    Pattern.compile("[0-9]{1,20}"),
                    "BODY",
                    Pattern.compile("(?i)7BIT|8BITMIME|BINARYMIME"),
                    "SMTPUTF8",
                    NO_VALUE,
                    "REQUIRETLS",
                    NO_VALUE,
                    "RET",
                    Pattern.compile("(?i)FULL|HDRS"),
                    "NOTIFY",
                    Pattern.compile("(?i)(NEVER|SUCCESS|FAILURE|DELAY|,){1,7}"));

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
                    .allMatch(ShownCommand::isShown);
        } catch (CommandException _) {
            return false;
        }
    }

    /// What a client calls its message, and whom it was for before, may be anything.
    private static boolean isShown(Map.Entry<String, String> parameter) {
        Pattern shown = PARAMETERS.get(parameter.getKey());
        return shown != null && shown.matcher(parameter.getValue()).matches();
    }

    private static boolean isRcpt(String argument) {
        try {
            return PathParser.forwardPath(argument, false).parameters().entrySet().stream()
                    .allMatch(ShownCommand::isShown);
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
