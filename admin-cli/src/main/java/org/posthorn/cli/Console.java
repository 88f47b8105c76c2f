package org.posthorn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where a command prints, and where it asks.
class Console {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintStream out = System.out;

    void print(String line) {
        out.println(line);
        out.flush();
    }

    /// Octets as they are.
    void write(InputStream octets) throws IOException {
        octets.transferTo(out);
        out.flush();
    }

    void print(JsonNode json) {
        print(JSON.writeValueAsString(json));
    }

    void print(Table table) {
        print(table.toString());
    }

    /// Asks whether to go on; without a person to ask, only `--yes` goes on.
    ///
    /// @throws CommandFailedException when the answer is not yes
    void confirm(String question, Invocation invocation) {
        if (invocation.has(CommandParameter.YES)) {
            return;
        }
        String answer = answer(question);
        if (!List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new CommandFailedException("nothing was changed");
        }
    }

    /// What a person says to a question.
    String answer(String question) {
        @Nullable String answer =
                terminal()
                        .orElseThrow(() ->
                                new CommandFailedException(
                                        question + " Say --yes to do it without being asked"))
                        .readLine("%s [y/N] ", question);
        return answer == null ? "" : answer;
    }

    /// The password from `--password-file`, from a person asked twice, or from the first line of
    /// standard input.
    String password(Invocation invocation) {
        Optional<String> file = invocation.option(CommandParameter.PASSWORD_FILE);
        if (file.isPresent()) {
            return passwordIn(file.get());
        }
        return askTwice();
    }

    static String passwordIn(String name) {
        Path file = Path.of(name);
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .orElseThrow(() ->
                            new CommandFailedException("the password file " + file + " is empty"));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new CommandFailedException("cannot read the password file " + file, e);
        }
    }

    /// From a person, or from whatever is piped to us.
    String askTwice() {
        return terminal().map(Console::askTwice).orElseGet(Console::firstLineOfInput);
    }

    private static String askTwice(java.io.Console terminal) {
        char[] first = terminal.readPassword("Password: ");
        char[] second = first == null ? null : terminal.readPassword("Once more: ");
        if (first == null || second == null) {
            throw new CommandFailedException("no password was given");
        }
        return matching(new String(first), new String(second));
    }

    static String matching(String first, String second) {
        if (!first.equals(second)) {
            throw new CommandFailedException("the two passwords differ; nothing was changed");
        }
        return first;
    }

    private static String firstLineOfInput() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                            .readLine();
            if (line == null || line.isEmpty()) {
                throw new CommandFailedException(
                        "no password was given: type it, pipe it to standard input, or use --password-file FILE");
            }
            return line;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the password from standard input", e);
        }
    }

    static Optional<java.io.Console> terminal() {
        return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    }
}
