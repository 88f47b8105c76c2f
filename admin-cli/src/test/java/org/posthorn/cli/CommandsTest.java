package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir Path directory;

    private FakeServer server;
    private final PrintedLines console = new PrintedLines();

    private static final class PrintedLines extends Console {
        private final List<String> lines = new ArrayList<>();

        @Override
        void print(String line) {
            lines.add(line);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void run(AdminCommand command, String... words) {
        command.run(Invocation.parse(command, List.of(words)), console);
    }

    private AdminApi api() {
        return new AdminApi(server.location());
    }

    @Test
    void domainAdd_postsTheNameAndSaysSo() {
        server.answering(
                "POST /v1/domains", 201, "{\"name\":\"example.com\",\"accounts\":0,\"aliases\":0}");
        run(new DomainAddCommand(api()), "Example.COM");
        assertThat(server.requests())
                .containsExactly("POST /v1/domains {\"name\":\"Example.COM\"}");
        assertThat(console.lines).containsExactly("Domain example.com is added.");
    }

    @Test
    void domainList_json_printsWhatTheServerSaid() {
        server.answering(
                "GET /v1/domains", 200, "[{\"name\":\"a.example\",\"accounts\":2,\"aliases\":1}]");
        run(new DomainListCommand(api()), "--json");
        assertThat(String.join("\n", console.lines))
                .contains("\"name\" : \"a.example\"", "\"accounts\" : 2");
    }

    @Test
    void domainList_printsATable() {
        server.answering(
                "GET /v1/domains", 200, "[{\"name\":\"a.example\",\"accounts\":2,\"aliases\":1}]");
        run(new DomainListCommand(api()));
        assertThat(console.lines.getFirst().lines().map(String::strip))
                .anyMatch(line -> line.matches(".*Domain.*Accounts.*Aliases.*"))
                .anyMatch(line -> line.matches(".*a\\.example.*2.*1.*"));
    }

    @Test
    void accountAdd_takesThePasswordFromTheFilesFirstLine() throws IOException {
        Path file =
                Files.writeString(directory.resolve("password"), "correct horse\nsecond line\n");
        server.answering("POST /v1/accounts", 201, "{\"address\":\"alice@example.com\"}");
        run(new AccountAddCommand(api()), "alice@example.com", "--password-file", file.toString());
        assertThat(server.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request)
                                .contains(
                                        "\"password\":\"correct horse\"",
                                        "\"address\":\"alice@example.com\""));
        assertThat(console.lines).containsExactly("Account alice@example.com is added.");
    }

    @Test
    void accountRemove_withoutYesAndWithoutATerminal_changesNothing() {
        server.answering(
                "GET /v1/accounts/alice%40example.com",
                200, "{\"address\":\"alice@example.com\",\"mailboxes\":[]}");
        assertThatThrownBy(() -> run(new AccountRemoveCommand(api()), "alice@example.com"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--yes");
        assertThat(server.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @Test
    void accountRemove_withYes_deletes() {
        server.answering(
                        "GET /v1/accounts/alice%40example.com",
                        200, "{\"address\":\"alice@example.com\",\"mailboxes\":[]}")
                .answering("DELETE /v1/accounts/alice%40example.com", 204, "");
        run(new AccountRemoveCommand(api()), "alice@example.com", "--yes");
        assertThat(server.requests()).contains("DELETE /v1/accounts/alice%40example.com");
    }

    @Test
    void aliasAdd_sendsAllTargets() {
        server.answering(
                "POST /v1/aliases",
                201,
                "{\"address\":\"info@a.example\",\"targets\":[\"x@a.example\",\"y@a.example\"]}");
        run(new AliasAddCommand(api()), "info@a.example", "x@a.example", "y@a.example");
        assertThat(server.requests().getFirst()).contains("[\"x@a.example\",\"y@a.example\"]");
        assertThat(console.lines)
                .containsExactly("info@a.example stands for x@a.example, y@a.example.");
    }

    @Test
    void refusal_isTheServersOwnSentence() {
        server.answering(
                "POST /v1/domains",
                409,
                "{\"code\":\"exists\",\"message\":\"domain a.example exists already\"}");
        assertThatThrownBy(() -> run(new DomainAddCommand(api()), "a.example"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("domain a.example exists already");
    }

    @Test
    void status_namesProblems() {
        server.answering(
                "GET /v1/status",
                200,
                "{\"version\":\"1.2.3\",\"uptimeSeconds\":5,\"problems\":[\"the disk is full\"],"
                        + "\"listeners\":[]}");
        run(new StatusCommand(api()));
        assertThat(console.lines.get(0))
                .startsWith("Posthorn 1.2.3, up for ")
                .doesNotContain("domain");
        assertThat(console.lines.get(1)).isEqualTo("Problem: the disk is full.");
    }

    @Test
    void storeCheck_tellsWhatItHasFound_andFails() {
        server.answering(
                        "POST /v1/store/check",
                        202,
                        "{\"running\":true,\"phase\":\"\",\"checked\":0,\"findings\":0,\"first\":[]}")
                .answering(
                        "GET /v1/store/check",
                        200,
                        "{\"running\":false,\"phase\":\"bodies\",\"checked\":2000,\"findings\":1,"
                                + "\"first\":[\"body 7, 9 octets: a frame fails its checksum\"]}");
        assertThatThrownBy(() -> run(new StoreCheckCommand(api())))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the store has 1 flaw; nothing was changed");
        assertThat(console.lines)
                .containsExactly(
                        "Checking bodies: 2,000 so far.",
                        "body 7, 9 octets: a frame fails its checksum.");
    }

    @Test
    void storeCheck_saysWhenAllIsWell() {
        server.answering(
                "POST /v1/store/check",
                202,
                "{\"running\":false,\"phase\":\"references\",\"checked\":5,\"findings\":0,\"first\":[]}");
        run(new StoreCheckCommand(api()));
        assertThat(console.lines).containsExactly("The store is whole.");
    }

    @Test
    void wrongToken_saysWhichFile() throws IOException {
        Files.writeString(directory.resolve("admin-token"), "another");
        assertThatThrownBy(() -> run(new StatusCommand(api())))
                .hasMessageContaining("does not accept the token")
                .hasMessageContaining("admin-token");
    }

    @Test
    void noServer_saysHowToStartOne() {
        server.close();
        assertThatThrownBy(() -> run(new StatusCommand(api())))
                .hasMessageContaining("./posthorn serve");
    }

    @Test
    void noToken_saysWhereItWasLookedFor() {
        var location =
                new ServerLocation(URI.create("http://127.0.0.1:1"), directory.resolve("none"));
        assertThatThrownBy(() -> run(new StatusCommand(new AdminApi(location))))
                .hasMessageContaining("none");
    }
}
