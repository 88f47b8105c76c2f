package org.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands about routing ask of the API, and what they print.
final class RouteCommandsTest {
    private static final String TEAM =
            "[{\"kind\":\"group\",\"subject\":\"team@a.example\",\"properties\":"
                    + "{\"members\":[\"x@a.example\"],\"posting\":[\"listed\"],"
                    + "\"posters\":[\"y@a.example\"],\"owner\":[\"z@a.example\"]}}]";

    @TempDir Path directory;

    private FakeServer server;
    private final List<String> lines = new ArrayList<>();
    private final Console console =
            new Console() {
                @Override
                void print(String line) {
                    lines.add(line);
                }
            };

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AdminApi api() {
        return new AdminApi(server.location());
    }

    private void run(AdminCommand command, String... words) {
        command.run(Invocation.parse(command, List.of(words)), console);
    }

    @Test
    void routeExplain_printsTheTree() {
        server.answering(
                "GET /v1/route?address=bob%40a.example&from=x%40y&as=alice%40a.example",
                200, "{\"accepted\":true,\"tree\":\"bob@a.example from x@y\\n└ deliver\\n\"}");
        run(
                new RouteExplainCommand(api()),
                "bob@a.example",
                "--from",
                "x@y",
                "--as",
                "alice@a.example");
        assertThat(lines).containsExactly("bob@a.example from x@y\n└ deliver");
    }

    @Test
    void routeList_printsKindsAndProperties() {
        server.answering("GET /v1/routes", 200, TEAM);
        run(new RouteListCommand(api()));
        assertThat(lines.getFirst())
                .contains("group", "team@a.example", "members: x@a.example; owner: z@a.example");
    }

    @Test
    void forwardAdd_makesAForward_orAddsToOne() {
        server.answering("GET /v1/routes?kind=forward", 200, "[]")
                .answering("POST /v1/routes/forward/bob%40a.example", 201, "{}");
        run(new ForwardAddCommand(api()), "bob@a.example", "bob@far.example", "--copy");
        assertThat(server.requests().getLast())
                .contains("\"to\":[\"bob@far.example\"]", "\"copy\":\"true\"");
        assertThat(lines)
                .containsExactly("Mail for bob@a.example is forwarded to bob@far.example.");

        server.answering(
                        "GET /v1/routes?kind=forward",
                        200,
                        "[{\"kind\":\"forward\",\"subject\":\"bob@a.example\",\"properties\":{}}]")
                .answering("POST /v1/routes/forward/bob%40a.example/to", 204, "");
        run(new ForwardAddCommand(api()), "bob@a.example", "bob@other.example");
        assertThat(server.requests().getLast()).contains("{\"values\":[\"bob@other.example\"]}");
    }

    @Test
    void forwardRemove_asksFirst() {
        assertThatThrownBy(() -> run(new ForwardRemoveCommand(api()), "bob@a.example"))
                .hasMessageContaining("--yes");
        server.answering(
                "DELETE /v1/routes/forward/bob%40a.example/to?value=b%40far.example", 204, "");
        run(new ForwardRemoveCommand(api()), "bob@a.example", "b@far.example", "--yes");
        assertThat(lines).containsExactly("bob@a.example is no longer forwarded to b@far.example.");
    }

    @Test
    void groupSet_changesWhatIsGiven_andKeepsTheRest() {
        server.answering("GET /v1/routes?kind=group", 200, TEAM)
                .answering("PUT /v1/routes/group/team%40a.example", 200, "{}");
        run(new GroupSetCommand(api()), "team@a.example", "--posting", "anyone", "--owner", "none");
        assertThat(server.requests().getLast())
                .contains("\"members\":[\"x@a.example\"]", "\"posting\":\"anyone\"")
                .doesNotContain("posters", "owner");
    }

    @Test
    void groupMembers_comeAndGo() {
        server.answering("POST /v1/routes/group/team%40a.example/members", 204, "")
                .answering(
                        "DELETE /v1/routes/group/team%40a.example/members?value=x%40a.example",
                        204, "");
        run(new GroupMemberAddCommand(api()), "team@a.example", "x@a.example", "y@far.example");
        run(new GroupMemberRemoveCommand(api()), "team@a.example", "x@a.example", "--yes");
        assertThat(lines)
                .containsExactly(
                        "x@a.example, y@far.example is in team@a.example now.",
                        "x@a.example is no longer in team@a.example.");
    }

    @Test
    void relayAdd_takesThePasswordFromAFile_andPrintsItNowhere() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "tell-nobody\n");
        server.answering("POST /v1/routes/relay/provider", 201, "{}");
        run(
                new RelayAddCommand(api()),
                "provider",
                "smtp.provider.example",
                "--port=587",
                "--user",
                "us",
                "--password-file",
                file.toString());
        assertThat(server.requests().getLast())
                .contains(
                        "\"host\":\"smtp.provider.example\"",
                        "\"port\":\"587\"",
                        "\"password\":\"tell-nobody\"");
        assertThat(String.join("", lines)).doesNotContain("tell-nobody");
    }

    @Test
    void domainSet_setsEachThatIsGiven() {
        server.answering("PUT /v1/routes/catch-all/a.example", 200, "{}")
                .answering("DELETE /v1/routes/journal/a.example", 204, "")
                .answering("PUT /v1/routes/domain-relay/a.example", 200, "{}");
        run(
                new DomainSetCommand(api()),
                "a.example",
                "--catch-all",
                "bob@a.example",
                "--journal",
                "none",
                "--relay",
                "old",
                "--verify");
        assertThat(server.requests())
                .hasSize(3)
                .anyMatch(request -> request.contains("{\"to\":\"bob@a.example\"}"))
                .anyMatch(request -> request.contains("\"verify\":\"true\""));
        assertThatThrownBy(() -> run(new DomainSetCommand(api()), "a.example"))
                .hasMessageStartingWith("usage: domain set DOMAIN");
    }

    @Test
    void patternAndRewriteAndSendAs_postTheirProperties() {
        server.answering("POST /v1/routes/pattern/info-*%40a.example", 201, "{}")
                .answering("POST /v1/routes/rewrite/old.example", 201, "{}")
                .answering("GET /v1/routes?kind=send-as", 200, "[]")
                .answering("POST /v1/routes/send-as/alice%40a.example", 201, "{}")
                .answering("PUT /v1/routes/relay-use/default", 200, "{}");
        run(new PatternAddCommand(api()), "info-*@a.example", "--discard");
        run(new RewriteAddCommand(api()), "old.example", "new.example", "--side=sender");
        run(new SendAsGrantCommand(api()), "alice@a.example", "bob@a.example");
        run(new RelayUseCommand(api()), "provider", "default");
        assertThat(server.requests())
                .anyMatch(request -> request.contains("{\"discard\":\"true\"}"))
                .anyMatch(request -> request.contains("\"side\":\"sender\""))
                .anyMatch(request -> request.contains("{\"senders\":[\"bob@a.example\"]}"))
                .anyMatch(request -> request.contains("{\"relay\":\"provider\"}"));
    }
}
