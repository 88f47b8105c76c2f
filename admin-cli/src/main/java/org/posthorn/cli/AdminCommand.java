package org.posthorn.cli;

import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.AbstractCommand;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;

/// A command of the shell: what it is called, what it takes, what it does.
abstract class AdminCommand extends AbstractCommand {
    private final List<CommandParameter> parameters;

    AdminCommand(String name, String description, CommandParameter... parameters) {
        super(name, description, name.split(" ", -1)[0], "", false);
        this.parameters = List.of(parameters);
        setOptions(
                this.parameters.stream()
                        .filter(CommandParameter::isOption)
                        .map(AdminCommand::springOption)
                        .toList());
    }

    private static CommandOption springOption(CommandParameter option) {
        return CommandOption.with()
                .longName(option.name().substring(2))
                .description(option.description())
                .required(false)
                .type(option.takesValue() ? String.class : boolean.class)
                .build();
    }

    /// Does it and prints the result.
    ///
    /// @throws CommandFailedException when it cannot be done
    abstract void run(Invocation invocation, Console console);

    List<CommandParameter> arguments() {
        return parameters.stream().filter(parameter -> !parameter.isOption()).toList();
    }

    List<CommandParameter> options() {
        return parameters.stream().filter(CommandParameter::isOption).toList();
    }

    Optional<CommandParameter> option(String name) {
        return options().stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /// Such as `account add ADDRESS [--password-file FILE]`.
    String usage() {
        var usage = new StringBuilder(getName());
        arguments().forEach(argument -> usage.append(' ').append(argument.usage()));
        options().forEach(option -> usage.append(' ').append(option.usage()));
        return usage.toString();
    }

    @Override
    public String getHelp() {
        var help =
                new StringBuilder(getDescription())
                        .append("\n\nUsage: ")
                        .append(usage())
                        .append('\n');
        for (CommandParameter parameter : parameters) {
            String word =
                    parameter.name() + (parameter.takesValue() ? " " + parameter.value() : "");
            help.append("\n  %-22s %s".formatted(word, parameter.description()));
        }
        return help.toString();
    }

    /// Unused: [Shell] runs our commands with the words as typed.
    @Override
    public ExitStatus doExecute(CommandContext context) {
        List<String> words =
                context.parsedInput().arguments().stream()
                        .map(argument -> argument.value())
                        .toList();
        run(Invocation.parse(this, words), new Console());
        return ExitStatus.OK;
    }
}
