package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.shell.core.command.CommandRegistry;

/// Commands from a file, a line each.
final class BatchShellTest {
    @TempDir Path directory;

    private FakeServer server;
    private Shell shell;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws IOException {
        server =
                new FakeServer(directory)
                        .answering("POST /v1/domains", 201, "{\"name\":\"a.example\"}")
                        .answering("POST /v1/accounts", 201, "{\"address\":\"x@a.example\"}");
        var api = new AdminApi(server.location());
        shell =
                new Shell(
                        new CommandRegistry(
                                Set.of(
                                        new DomainAddCommand(api),
                                        new AccountAddCommand(api),
                                        new AccountRemoveCommand(api))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private boolean run(String script) throws IOException {
        return new BatchShell(shell, new PrintStream(errors, true, StandardCharsets.UTF_8))
                .run(new BufferedReader(new StringReader(script)));
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void commentsAndBlankLines_areSkipped() throws IOException {
        assertThat(run("# first\n\n   \n  # second\ndomain add \"a.example\"\n")).isTrue();
        assertThat(server.requests()).hasSize(1);
        assertThat(errors()).isEmpty();
    }

    @Test
    void lineThatFails_isNumberedAndTheOthersAreRun() throws IOException {
        assertThat(
                        run(
                                "domain add a.example\nfrobnicate\n# x\ndomain add \"b\ndomain add c.example"))
                .isFalse();
        assertThat(errors())
                .isEqualTo(
                        """
                        line 2: there is no command 'frobnicate'; 'help' lists them
                        line 4: a quotation does not end
                        """);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void exit_endsTheBatch() throws IOException {
        assertThat(run("exit\ndomain add a.example\n")).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void password_comesFromAFileOnly() throws IOException {
        assertThat(run("account add x@a.example\ndomain add a.example\n")).isFalse();
        assertThat(errors())
                .startsWith("line 1: no password was given")
                .contains("--password-file");
        Path file = Files.writeString(directory.resolve("password"), "correct horse\n");
        assertThat(run("account add x@a.example --password-file " + file)).isTrue();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void question_isNotAnsweredByTheNextLine() throws IOException {
        server.answering("GET /v1/accounts/x%40a.example", 200, "{\"mailboxes\":[]}");
        assertThat(run("account remove x@a.example\ny\n")).isFalse();
        assertThat(errors()).contains("line 1: ").contains("--yes");
        assertThat(server.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }
}
