package org.posthorn.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.StoreHealth;

/// What is set up for routing, and what comes of it, over real HTTP.
final class AdminRoutesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final DomainName A = new DomainName("a.example");

    @TempDir private Path data;
    private Mail storage;
    private AdminApi api;
    private String token;

    @BeforeEach
    void start() throws IOException {
        storage = Mail.inMemory();
        var directory = storage.directory();
        directory.addDomain(A);
        directory.addAccount(new EmailAddress("alice", A), new Password("secret"));
        directory.addAccount(new EmailAddress("bob", A), new Password("secret"));
        api =
                AdminApi.open(
                        0,
                        data,
                        new AdminApi.Subject(
                                "1.2.3",
                                directory,
                                storage.routes(),
                                TestRouter.over(storage, directory),
                                storage.store(),
                                storage.outbound(),
                                () -> new StoreHealth(5 << 20, true),
                                List::of,
                                storage.check(),
                                storage.deliveryLog(),
                                new FakeQueueControl(),
                                TestLimits.none(),
                                new Bans(LoginSettings.DEFAULT, new PrometheusRegistry()),
                                new PrometheusRegistry()));
        token = Files.readString(data.resolve("admin-token")).strip();
    }

    @AfterEach
    void stop() {
        api.close();
        storage.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void entry_isAddedListedChangedAndRemoved() throws Exception {
        String forward = "/v1/routes/forward/Bob%40A.example";
        var added =
                ask(
                        "POST",
                        forward,
                        "{\"properties\": {\"to\": [\"b@far.example\"], \"copy\": \"true\"}}");
        assertThat(added.statusCode()).isEqualTo(201);
        String entry =
                "{\"kind\":\"forward\",\"subject\":\"bob@a.example\","
                        + "\"properties\":{\"copy\":[\"true\"],\"to\":[\"b@far.example\"]}}";
        assertThat(added.body()).isEqualTo(entry);
        assertThat(
                        ask("POST", forward, "{\"properties\": {\"to\": \"c@far.example\"}}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(ask("GET", "/v1/routes?kind=forward", "").body()).isEqualTo("[" + entry + "]");

        assertThat(ask("POST", forward + "/to", "{\"values\": [\"alice@a.example\"]}").statusCode())
                .isEqualTo(204);
        assertThat(ask("GET", "/v1/routes", "").body())
                .contains("\"to\":[\"alice@a.example\",\"b@far.example\"]");
        assertThat(ask("DELETE", forward + "/to?value=B%40far.example", "").statusCode())
                .isEqualTo(204);
        assertThat(ask("DELETE", forward + "/to?value=b%40far.example", "").statusCode())
                .isEqualTo(404);
        assertThat(ask("DELETE", forward + "/to?value=alice%40a.example", "").statusCode())
                .isEqualTo(204);
        assertThat(ask("GET", "/v1/routes", "").body()).isEqualTo("[]");
        assertThat(ask("DELETE", forward, "").statusCode()).isEqualTo(404);
    }

    /// What an entry says stands in a line of SMTP, in a header or in a report some day.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "forward/a%40a.example|{'to': 'b@far.example?'}",
                "forward/a%40a.example|{'to': '?b@far.example'}",
                "group/g%40a.example|{'members': 'b?c@far.example'}",
                "group/g%40a.example|{'members': 'b@far.example', 'owner': 'x?@a.example'}",
                "group/g%40a.example|{'members': 'b@far.example', 'posting': 'listed', 'posters': 'x@a?.example'}",
                "domain-alias/b.example|{'target': 'a.example?'}",
                "catch-all/a.example|{'to': 'alice?@a.example'}",
                "pattern/x*%40a.example|{'refuse': 'no?way'}",
                "pattern/x*%40a.example|{'deliver': 'alice?@a.example'}",
                "pattern/x*%40a.example|{'forward': '*?@far.example'}",
                "rewrite/a.example|{'to': 'b.example?'}",
                "relay/r|{'host': 'h.example?'}",
                "relay/r|{'host': 'h.example', 'user': 'u?v', 'password': 'p'}",
                "relay-use/default|{'relay': 'r?'}",
                "domain-relay/c.example|{'relay': 'r?'}",
                "journal/a.example|{'to': 'j?@far.example'}",
                "send-as/alice%40a.example|{'senders': 'b?@a.example'}",
                "postmaster/*|{'to': 'p?@a.example'}"
            })
    void whatWouldEndALine_isRefused(String entry) throws Exception {
        String[] parts = entry.replace('\'', '"').split("\\|", 2);
        for (String bad : List.of("\\r\\n", "\\n", "\\r", "\\u0000", "\\u0085", "\\u2028")) {
            var answer =
                    ask(
                            "POST",
                            "/v1/routes/" + parts[0],
                            "{\"properties\": " + parts[1].replace("?", bad) + "}");
            assertThat(answer.statusCode()).as(entry + bad).isEqualTo(400);
        }
        for (String bad : List.of("%0D%0A", "%00", "%E2%80%A8")) {
            String subject = parts[0].replaceFirst("/", "/" + bad);
            var answer =
                    ask(
                            "POST",
                            "/v1/routes/" + subject,
                            "{\"properties\": " + parts[1].replace("?", "") + "}");
            assertThat(answer.statusCode()).as(subject).isEqualTo(400);
        }
        assertThat(ask("GET", "/v1/routes", "").body()).isEqualTo("[]");
    }

    @Test
    void password_isNeverShown() throws Exception {
        var added =
                ask(
                        "PUT",
                        "/v1/routes/relay/provider",
                        "{\"properties\": {\"host\": \"h.example\", \"user\": \"us\", \"password\": \"tell-nobody\"}}");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body() + ask("GET", "/v1/routes", "").body())
                .contains("h.example", "us")
                .doesNotContain("tell-nobody");
        assertThat(
                        ask("PUT", "/v1/routes/relay/provider/port", "{\"values\": [\"587\"]}")
                                .statusCode())
                .isEqualTo(204);
        assertThat(storage.routes().table().stream().findFirst().orElseThrow().properties())
                .containsEntry("password", List.of("tell-nobody"))
                .containsEntry("port", List.of("587"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/routes/nothing/x | {\"properties\": {}} | \"nothing\" is no kind of entry.",
                "/v1/routes/forward/x | {\"properties\": {}} | \"x\" is not an address: there is no @ after the name.",
                "/v1/routes/forward/bob%40a.example | {\"properties\": {}} | A forward needs an address to go to.",
                "/v1/routes/forward/bob%40a.example | {\"properties\": 1} | \"properties\" must be an object.",
                "/v1/routes/forward/bob%40a.example | {\"properties\": {\"to\": 1}} | \"to\" must be a text or a list of texts.",
                "/v1/routes/forward/bob%40a.example | {\"properties\": {\"to\": [1]}} | \"to\" must be a text or a list of texts.",
                "/v1/routes/forward/bob%40a.example | {} | The body lacks \"properties\"."
            })
    void wrongEntry_isInvalid(String path, String body, String message) throws Exception {
        var answer = ask("PUT", path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().replace("\\\"", "\"")).contains(message);
        assertThat(storage.routes().table().stream()).isEmpty();
    }

    @Test
    void circle_isRefusedInWords() throws Exception {
        ask(
                "PUT",
                "/v1/routes/forward/bob%40a.example",
                "{\"properties\": {\"to\": \"alice@a.example\"}}");
        var answer =
                ask(
                        "PUT",
                        "/v1/routes/forward/alice%40a.example",
                        "{\"properties\": {\"to\": \"bob@a.example\"}}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("round in circles: alice@a.example to bob@a.example to alice@a.example");
    }

    @Test
    void route_isExplained() throws Exception {
        ask(
                "PUT",
                "/v1/routes/forward/bob%40a.example",
                "{\"properties\": {\"to\": \"b@far.example\", \"copy\": \"true\"}}");
        var answer = ask("GET", "/v1/route?address=bob%40a.example&from=x%40y.example", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"accepted\":true",
                        "forward of bob@a.example, a copy is kept",
                        "{\"account\":\"bob@a.example\",\"folder\":\"INBOX\"}",
                        "\"destination\":\"mx:far.example\"");
        assertThat(ask("GET", "/v1/route?address=x%40far.example", "").body())
                .contains("\"accepted\":false", "5.7.1");
        assertThat(ask("GET", "/v1/route?address=x%40far.example&as=alice%40a.example", "").body())
                .contains("\"accepted\":true", "as alice@a.example");
        assertThat(
                        ask("GET", "/v1/route?address=x%40far.example&as=no%40a.example", "")
                                .statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/v1/route", "").statusCode()).isEqualTo(400);
    }
}
