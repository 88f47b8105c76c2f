package org.posthorn.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.stereotype.Component;

/// Finds the command in the words that a person typed, and runs it.
@Component
final class Shell {
    private final CommandRegistry registry;

    Shell(CommandRegistry registry) {
        this.registry = registry;
    }

    /// @throws CommandFailedException when there is no such command or it could not be done
    void run(List<String> words) {
        run(words, new Console());
    }

    /// @throws CommandFailedException when there is no such command or it could not be done
    void run(List<String> words, Console console) {
        if (words.getFirst().equals("help")) {
            console.print(help(words.subList(1, words.size())));
            return;
        }
        AdminCommand command = find(words).orElseThrow(() -> unknown(words));
        List<String> rest = words.subList(command.getName().split(" ", -1).length, words.size());
        if (rest.contains("--help")) {
            console.print(command.getHelp());
            return;
        }
        command.run(Invocation.parse(command, rest), console);
    }

    /// The command whose name the words begin with.
    Optional<AdminCommand> find(List<String> words) {
        return commands().stream()
                .filter(command -> startsWith(words, command.getName()))
                .findFirst();
    }

    private static boolean startsWith(List<String> words, String name) {
        List<String> parts = List.of(name.split(" ", -1));
        return words.size() >= parts.size() && words.subList(0, parts.size()).equals(parts);
    }

    /// All commands, sorted by name.
    List<AdminCommand> commands() {
        return registry.getCommands().stream()
                .filter(AdminCommand.class::isInstance)
                .map(AdminCommand.class::cast)
                .sorted(Comparator.comparing(Command::getName))
                .toList();
    }

    private String help(List<String> about) {
        String prefix = String.join(" ", about);
        List<AdminCommand> found =
                commands().stream()
                        .filter(command -> command.getName().startsWith(prefix))
                        .toList();
        if (found.size() == 1) {
            return found.getFirst().getHelp();
        }
        if (found.isEmpty()) {
            throw unknown(about);
        }
        var help = new StringBuilder("Commands:\n");
        found.forEach(command ->
                help.append("\n  %-18s %s".formatted(command.getName(), command.getDescription())));
        return help.append(
                        """


                        Say COMMAND --help for what a command takes. Without a terminal, the
                        commands of standard input are run, a line each; # begins a comment, and
                        the exit status is 1 when a line failed.\
                        """)
                .toString();
    }

    private CommandFailedException unknown(List<String> words) {
        List<String> near =
                commands().stream()
                        .map(Command::getName)
                        .filter(name -> name.startsWith(words.getFirst() + " "))
                        .toList();
        return new CommandFailedException(
                near.isEmpty()
                        ? "there is no command '%s'; 'help' lists them".formatted(words.getFirst())
                        : "'%s' needs one of: %s"
                                .formatted(words.getFirst(), String.join(", ", near)));
    }
}
