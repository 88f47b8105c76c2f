package org.posthorn.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jline.reader.Parser;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.DefaultParser;

/// Runs the commands of a file or a pipe, a line each, without a prompt.
///
/// A line that fails keeps no other from being run, because those who come after it may not need
/// it: a script that adds accounts can be run again. Blank lines and those that begin with `#` are
/// skipped.
final class BatchShell {
    private final Shell shell;
    private final PrintStream errors;

    BatchShell(Shell shell, PrintStream errors) {
        this.shell = shell;
        this.errors = errors;
    }

    /// Runs them all.
    ///
    /// @return whether all was done
    boolean run(BufferedReader input) throws IOException {
        boolean allDone = true;
        int number = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                List<String> words = words(line);
                if (InteractiveShell.FAREWELLS.contains(words.getFirst())) {
                    break;
                }
                shell.run(words, new BatchConsole());
            } catch (CommandFailedException e) {
                errors.println("line " + number + ": " + e.getMessage());
                allDone = false;
            }
        }
        return allDone;
    }

    private static List<String> words(String line) {
        try {
            var parser = new DefaultParser();
            parser.setEofOnUnclosedQuote(true);
            return parser
                    .parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE)
                    .words()
                    .stream()
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (SyntaxError _) {
            throw new CommandFailedException("a quotation does not end");
        }
    }

    /// Nobody is there to be asked, and the next line is a command, not an answer.
    private static final class BatchConsole extends Console {
        @Override
        String password(Invocation invocation) {
            return invocation
                    .option(CommandParameter.PASSWORD_FILE)
                    .map(Console::passwordIn)
                    .orElseThrow(() ->
                            new CommandFailedException(
                                    "no password was given: among several commands, use"
                                            + " --password-file FILE"));
        }

        @Override
        String answer(String question) {
            throw new CommandFailedException(question + " Say --yes to do it without being asked");
        }
    }
}
