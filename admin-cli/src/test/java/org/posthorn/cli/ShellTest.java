package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.shell.core.command.CommandRegistry;

final class ShellTest {
    @TempDir Path directory;

    private FakeServer server;
    private Shell shell;
    private LineReader reader;
    private WordCompleter completer;

    @BeforeEach
    void start() throws IOException {
        var nobody =
                TerminalBuilder.builder()
                        .system(false)
                        .streams(InputStream.nullInputStream(), OutputStream.nullOutputStream())
                        .dumb(true);
        reader = LineReaderBuilder.builder().terminal(nobody.build()).build();
        server =
                new FakeServer(directory)
                        .answering(
                                "GET /v1/domains",
                                200,
                                "[{\"name\":\"a.example\"},{\"name\":\"b.example\"}]")
                        .answering("GET /v1/accounts", 200, "[{\"address\":\"alice@a.example\"}]");
        var api = new AdminApi(server.location());
        var registry =
                new CommandRegistry(
                        Set.of(
                                new DomainListCommand(api),
                                new DomainShowCommand(api),
                                new AccountAddCommand(api),
                                new AccountShowCommand(api)));
        shell = new Shell(registry);
        completer = new WordCompleter(registry, shell, api);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> complete(String line) {
        ParsedLine parsed =
                new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE);
        var candidates = new ArrayList<Candidate>();
        completer.complete(reader, parsed, candidates);
        return candidates.stream()
                .map(Candidate::value)
                .filter(value -> value.startsWith(parsed.word()))
                .sorted()
                .toList();
    }

    @Test
    void tab_completesCommandsWordByWord() {
        assertThat(complete("")).containsExactly("account", "domain", "exit", "help");
        assertThat(complete("dom")).containsExactly("domain");
        assertThat(complete("domain ")).containsExactly("list", "show");
    }

    @Test
    void tab_completesWhatTheServerHas() {
        assertThat(complete("domain show ")).containsExactly("--json", "a.example", "b.example");
        assertThat(complete("account show al")).containsExactly("alice@a.example");
        assertThat(complete("account add bob@")).containsExactly("bob@a.example", "bob@b.example");
    }

    @Test
    void tab_completesOptionsOnce() {
        assertThat(complete("domain show a.example --")).containsExactly("--json");
        assertThat(complete("domain show a.example --json --")).isEmpty();
    }

    @Test
    void tab_withoutAServer_staysQuiet() {
        server.close();
        assertThat(complete("domain show a")).isEmpty();
    }

    @Test
    void unknownCommand_pointsToHelp() {
        assertThatThrownBy(() -> shell.run(List.of("frobnicate")))
                .hasMessageContaining("'help' lists them");
        assertThatThrownBy(() -> shell.run(List.of("domain")))
                .hasMessageContaining("domain list, domain show");
    }

    @Test
    void everyCommandsHelp_namesItsUsageAndParameters() {
        for (AdminCommand command : shell.commands()) {
            assertThat(command.getHelp()).contains("Usage: " + command.getName());
            command.options()
                    .forEach(
                            option -> assertThat(command.getHelp()).contains(option.description()));
        }
    }
}
