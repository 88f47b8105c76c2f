package org.posthorn.cli;

/// An argument or option of a command.
///
/// @param name of an option with its dashes (`--json`); of an argument as usage shows it
///   (`ADDRESS`)
/// @param value what an option's value is called; empty for an option without one
/// @param values what completion offers for the argument or for the option's value
/// @param required for arguments: must be given
/// @param repeats for the last argument: may be given several times
record CommandParameter(
        String name,
        String value,
        String description,
        Values values,
        boolean required,
        boolean repeats) {

    /// Where completion takes its proposals from.
    enum Values {
        NONE,
        DOMAINS,
        ACCOUNTS,
        ALIASES,
        FILES,
        OUTCOMES
    }

    static final CommandParameter JSON =
            flag("--json", "print JSON for scripts instead of a table");
    static final CommandParameter YES = flag("--yes", "do it without asking");
    static final CommandParameter PASSWORD_FILE =
            new CommandParameter(
                    "--password-file",
                    "FILE",
                    "read the password from the first line of FILE; else it is asked for, or read from standard input",
                    Values.FILES,
                    false,
                    false);
    static final CommandParameter DOMAIN_FILTER =
            new CommandParameter(
                    "--domain",
                    "DOMAIN",
                    "only those of this domain",
                    Values.DOMAINS,
                    false,
                    false);

    static CommandParameter flag(String name, String description) {
        return new CommandParameter(name, "", description, Values.NONE, false, false);
    }

    static CommandParameter option(String name, String value, String description, Values values) {
        return new CommandParameter(name, value, description, values, false, false);
    }

    static CommandParameter argument(String name, String description, Values values) {
        return new CommandParameter(name, "", description, values, true, false);
    }

    static CommandParameter repeated(String name, String description, Values values) {
        return new CommandParameter(name, "", description, values, true, true);
    }

    CommandParameter optional() {
        return new CommandParameter(name, value, description, values, false, repeats);
    }

    boolean isOption() {
        return name.startsWith("-");
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /// As it stands in a usage line.
    String usage() {
        if (isOption()) {
            return "[" + name + (takesValue() ? " " + value : "") + "]";
        }
        String word = name + (repeats ? "..." : "");
        return required ? word : "[" + word + "]";
    }
}
