package org.posthorn.cli;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Asks on the terminal of the interactive shell, so that Ctrl-C at a question cancels the command
/// and not the shell.
///
/// @see InteractiveShell which catches what Ctrl-C throws
final class PromptingConsole extends Console {
    private static final char INVISIBLE = 0;

    private final Terminal terminal;

    PromptingConsole(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    String askTwice() {
        return matching(ask("Password: ", INVISIBLE), ask("Once more: ", INVISIBLE));
    }

    @Override
    String answer(String question) {
        return ask(question + " [y/N] ", null);
    }

    /// A reader of its own, which keeps no history and takes every character for itself.
    private String ask(String prompt, @Nullable Character mask) {
        LineReader reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(
                                new DefaultParser()
                                        .quoteChars(new char[0])
                                        .escapeChars(new char[0]))
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .variable(LineReader.DISABLE_COMPLETION, true)
                        .build();
        try {
            return reader.readLine(prompt, mask);
        } catch (EndOfFileException _) {
            throw new CommandFailedException("nothing was changed");
        }
    }
}
