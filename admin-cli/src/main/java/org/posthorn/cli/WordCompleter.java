package org.posthorn.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;

/// Completes commands, options, and the domains and addresses that the server has.
final class WordCompleter extends CommandCompleter {
    /// What `trace` can be asked for.
    private static final List<String> OUTCOMES =
            List.of("deferred", "delivered", "failed", "refused", "stored");

    private final Shell shell;
    private final AdminApi api;

    WordCompleter(CommandRegistry registry, Shell shell, AdminApi api) {
        super(registry);
        this.shell = shell;
        this.api = api;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        Optional<AdminCommand> command = shell.find(before);
        if (command.isEmpty()) {
            nextCommandWords(before).forEach(word -> candidates.add(new Candidate(word)));
            return;
        }
        List<String> typed =
                before.subList(command.get().getName().split(" ", -1).length, before.size());
        Optional<CommandParameter> expected = expected(command.get(), typed);
        boolean valueOfOption = expected.filter(CommandParameter::isOption).isPresent();
        if (!valueOfOption) {
            command.get().options().stream()
                    .filter(option -> !typed.contains(option.name()))
                    .forEach(option -> candidates.add(candidate(option)));
        }
        expected.ifPresent(parameter -> proposeValues(parameter, reader, line, candidates));
    }

    private static Candidate candidate(CommandParameter option) {
        return new Candidate(
                option.name(), option.name(), null, option.description(), null, null, true);
    }

    private Stream<String> nextCommandWords(List<String> before) {
        String prefix = before.isEmpty() ? "" : String.join(" ", before) + " ";
        Stream<String> names = shell.commands().stream().map(AdminCommand::getName);
        Stream<String> ours =
                names.filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()).split(" ", -1)[0]);
        return (before.isEmpty() ? Stream.concat(ours, Stream.of("help", "exit")) : ours)
                .distinct();
    }

    /// The option whose value comes next, or the argument.
    private static Optional<CommandParameter> expected(AdminCommand command, List<String> typed) {
        int arguments = 0;
        Optional<CommandParameter> open = Optional.empty();
        for (String word : typed) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = command.option(word).filter(CommandParameter::takesValue);
            } else {
                arguments++;
            }
        }
        if (open.isPresent()) {
            return open;
        }
        List<CommandParameter> declared = command.arguments();
        if (arguments < declared.size()) {
            return Optional.of(declared.get(arguments));
        }
        return declared.isEmpty()
                ? Optional.empty()
                : Optional.of(declared.getLast()).filter(CommandParameter::repeats);
    }

    private void proposeValues(
            CommandParameter parameter,
            LineReader reader,
            ParsedLine line,
            List<Candidate> candidates) {
        switch (parameter.values()) {
            case NONE -> {}
            case DOMAINS -> proposeDomains(parameter, line.word(), candidates);
            case ACCOUNTS ->
                    names("/v1/accounts", "address")
                            .forEach(name -> candidates.add(new Candidate(name)));
            case ALIASES ->
                    names("/v1/aliases", "address")
                            .forEach(name -> candidates.add(new Candidate(name)));
            case OUTCOMES -> OUTCOMES.forEach(name -> candidates.add(new Candidate(name)));
            case FILES -> new FileNameCompleter().complete(reader, line, candidates);
        }
    }

    /// Whole domains, or `local@` and a domain where an address is expected.
    private void proposeDomains(
            CommandParameter parameter, String word, List<Candidate> candidates) {
        boolean address = !parameter.name().toUpperCase(java.util.Locale.ROOT).endsWith("DOMAIN");
        if (address && !word.contains("@")) {
            return;
        }
        String local = address ? word.substring(0, word.indexOf('@') + 1) : "";
        names("/v1/domains", "name").forEach(name -> candidates.add(new Candidate(local + name)));
    }

    /// Nothing when the server does not answer: completion is no place for errors.
    private List<String> names(String path, String field) {
        try {
            return api.get(path).valueStream().map(entry -> entry.path(field).asString()).toList();
        } catch (CommandFailedException _) {
            return List.of();
        }
    }
}
