package org.posthorn.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a person typed behind a command's name, checked against what the command takes.
record Invocation(List<String> arguments, Map<String, String> options) {

    /// @throws CommandFailedException naming the word that does not fit
    static Invocation parse(AdminCommand command, List<String> words) {
        var arguments = new ArrayList<String>();
        var options = new TreeMap<String, String>();
        boolean optionsEnded = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (optionsEnded || !word.startsWith("-")) {
                arguments.add(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else {
                i += readOption(command, words.subList(i, words.size()), options);
            }
        }
        check(command, arguments);
        return new Invocation(
                Collections.unmodifiableList(arguments), Collections.unmodifiableMap(options));
    }

    /// @return how many further words the option took as its value
    private static int readOption(
            AdminCommand command, List<String> words, Map<String, String> options) {
        String[] nameAndValue = words.getFirst().split("=", 2);
        CommandParameter option =
                command.option(nameAndValue[0])
                        .orElseThrow(() ->
                                new CommandFailedException(
                                        "'%s' has no option %s; it takes %s"
                                                .formatted(
                                                        command.getName(),
                                                        nameAndValue[0],
                                                        command.usage())));
        if (options.containsKey(option.name())) {
            throw new CommandFailedException("option " + nameAndValue[0] + " is given twice");
        }
        if (!option.takesValue()) {
            if (nameAndValue.length > 1) {
                throw new CommandFailedException("option " + nameAndValue[0] + " takes no value");
            }
            options.put(option.name(), "");
            return 0;
        }
        if (nameAndValue.length > 1) {
            options.put(option.name(), nameAndValue[1]);
            return 0;
        }
        if (words.size() < 2) {
            throw new CommandFailedException("option " + nameAndValue[0] + " needs a value");
        }
        options.put(option.name(), words.get(1));
        return 1;
    }

    private static void check(AdminCommand command, List<String> arguments) {
        List<CommandParameter> declared = command.arguments();
        boolean fits =
                declared.isEmpty()
                        ? arguments.isEmpty()
                        : arguments.size()
                                        >= declared.stream()
                                                .filter(CommandParameter::required)
                                                .count()
                                && (arguments.size() <= declared.size()
                                        || declared.getLast().repeats());
        if (!fits) {
            throw new CommandFailedException("usage: " + command.usage());
        }
    }

    String argument(int index) {
        return arguments.get(index);
    }

    Optional<String> option(CommandParameter option) {
        return Optional.ofNullable(options.get(option.name()));
    }

    boolean has(CommandParameter option) {
        return options.containsKey(option.name());
    }
}
