package org.posthorn.cli;

import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.springframework.shell.core.ShellRunner;

/// Reads commands from a person until `exit` or the end of input.
final class InteractiveShell implements ShellRunner {
    static final List<String> FAREWELLS = List.of("exit", "quit");

    private final LineReader reader;
    private final Shell shell;

    InteractiveShell(LineReader reader, Shell shell) {
        this.reader = reader;
        this.shell = shell;
    }

    @Override
    public void run(String[] args) {
        reader.getTerminal()
                .writer()
                .println(
                        "Posthorn's shell: 'help' lists the commands, Tab completes, 'exit' leaves.");
        while (readAndRun()) {
            reader.getTerminal().flush();
        }
    }

    /// @return whether to go on
    private boolean readAndRun() {
        try {
            reader.readLine("posthorn> ");
            ParsedLine line = reader.getParsedLine();
            List<String> words = line.words().stream().filter(word -> !word.isEmpty()).toList();
            if (words.isEmpty()) {
                return true;
            }
            if (FAREWELLS.contains(words.getFirst())) {
                return false;
            }
            shell.run(words, new PromptingConsole(reader.getTerminal()));
        } catch (UserInterruptException _) {
            // Ctrl-C: what was being typed, here or at a question of a command, is dropped.
            return true;
        } catch (EndOfFileException _) {
            return false;
        } catch (CommandFailedException e) {
            System.err.println(e.getMessage());
        }
        return true;
    }
}
