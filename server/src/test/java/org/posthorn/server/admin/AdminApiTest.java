package org.posthorn.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.StoreHealth;

/// The admin API over real HTTP, on a store in memory.
final class AdminApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DOMAIN = "{\"name\": \"example.com\"}";
    private static final String ALICE =
            "{\"address\": \"alice@example.com\", \"password\": \"wonderland\"}";

    @TempDir private Path data;
    private final PrometheusRegistry figures = new PrometheusRegistry();
    private Mail storage;
    private AdminApi api;
    private String token;

    @BeforeEach
    void start() throws IOException {
        storage = Mail.inMemory();
        ListenerStatus imap = new ListenerStatus("imap", "*", 2143, "starttls", true, 3);
        api =
                AdminApi.open(
                        0,
                        data,
                        new AdminApi.Subject(
                                "1.2.3",
                                storage.directory(),
                                storage.routes(),
                                TestRouter.over(storage, storage.directory()),
                                storage.store(),
                                storage.outbound(),
                                () -> new StoreHealth(5 << 20, true),
                                () -> List.of(imap),
                                storage.check(),
                                storage.deliveryLog(),
                                new FakeQueueControl(),
                                TestLimits.none(),
                                new Bans(LoginSettings.DEFAULT, new PrometheusRegistry()),
                                figures));
        token = Files.readString(data.resolve("admin-token")).strip();
    }

    @AfterEach
    void stop() {
        api.close();
        storage.close();
    }

    @Test
    void token_isReadableByItsOwnerAlone() throws IOException {
        Path file = data.resolve("admin-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token).hasSize(43);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer x", "Basic YTpi", "bearer TOKEN", "Bearer TOKEN "})
    void wrongToken_isRefused(String header) throws Exception {
        String sent = header.replace("TOKEN", token.substring(1));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/status"));
        if (!sent.isEmpty()) {
            request.header("Authorization", sent);
        }
        HttpResponse<String> response = send(request);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("unauthorized");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void unknownPath_withoutToken_isUnauthorized() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/"))).statusCode()).isEqualTo(401);
    }

    @Test
    void status_tellsOfServerAndListeners() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        ask("POST", "/v1/accounts", ALICE);
        JsonObject status = object(ask("GET", "/v1/status", ""));

        assertThat(status.stringValue("version")).contains("1.2.3");
        assertThat(status.intValue("domains")).contains(1);
        assertThat(status.intValue("accounts")).contains(1);
        assertThat(status.intValue("uptimeSeconds").orElseThrow()).isNotNegative();
        assertThat(status.arrayValue("listeners").orElseThrow().toString())
                .isEqualTo(
                        "[{\"name\":\"imap\",\"address\":\"*\",\"port\":2143,"
                                + "\"tls\":\"starttls\",\"connections\":3}]");
    }

    @Test
    void domain_comesAndGoes() throws Exception {
        HttpResponse<String> added = ask("POST", "/v1/domains", "{\"name\": \"Bücher.Example\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body())
                .isEqualTo("{\"name\":\"xn--bcher-kva.example\",\"accounts\":0,\"aliases\":0}");
        assertThat(ask("GET", "/v1/domains/b%C3%BCcher.example", "").body())
                .isEqualTo(added.body());
        assertThat(array(ask("GET", "/v1/domains", "")).size()).isEqualTo(1);

        assertThat(ask("DELETE", "/v1/domains/xn--bcher-kva.example", "").statusCode())
                .isEqualTo(204);
        assertThat(ask("GET", "/v1/domains/xn--bcher-kva.example", "").statusCode()).isEqualTo(404);
    }

    @Test
    void domainThatExists_isAConflict() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        HttpResponse<String> again = ask("POST", "/v1/domains", DOMAIN);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("exists");
    }

    @Test
    void domainWithAccounts_staysUntilTheyAreGone() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        ask("POST", "/v1/accounts", ALICE);
        HttpResponse<String> refused = ask("DELETE", "/v1/domains/example.com", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("refused");

        assertThat(ask("DELETE", "/v1/accounts/alice%40example.com", "").statusCode())
                .isEqualTo(204);
        assertThat(ask("DELETE", "/v1/domains/example.com", "").statusCode()).isEqualTo(204);
    }

    @Test
    void account_isShownWithItsMailboxesAndAliases() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        HttpResponse<String> added = ask("POST", "/v1/accounts", ALICE);
        ask(
                "POST",
                "/v1/aliases",
                "{\"address\":\"info@example.com\",\"targets\":[\"alice@example.com\"]}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(object(added).booleanValue("enabled")).contains(true);

        JsonObject shown = object(ask("GET", "/v1/accounts/Alice@Example.com", ""));
        assertThat(shown.stringValue("address")).contains("alice@example.com");
        assertThat(shown.arrayValue("aliases").orElseThrow().toString())
                .isEqualTo("[\"info@example.com\"]");
        assertThat(shown.arrayValue("mailboxes").orElseThrow().toString())
                .contains(
                        "{\"name\":\"Drafts\",\"messages\":0,\"unseen\":0,\"sizeOctets\":0,"
                                + "\"specialUses\":[\"\\\\Drafts\"]}");
        assertThat(array(ask("GET", "/v1/accounts", "")).size()).isEqualTo(1);
        assertThat(array(ask("GET", "/v1/accounts?domain=example.com", "")).size()).isEqualTo(1);
        assertThat(ask("GET", "/v1/accounts?domain=example.org", "").statusCode()).isEqualTo(404);
    }

    @Test
    void password_isSetAndNeverTold() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        assertThat(ask("POST", "/v1/accounts", ALICE).body()).doesNotContain("wonderland");
        assertThat(login("wonderland")).isInstanceOf(Authentication.Success.class);

        HttpResponse<String> changed =
                ask(
                        "PUT",
                        "/v1/accounts/alice@example.com/password",
                        "{\"password\":\"looking glass\"}");
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(login("wonderland")).isInstanceOf(Authentication.Failure.class);
        assertThat(login("looking glass")).isInstanceOf(Authentication.Success.class);
    }

    @Test
    void disabledAccount_cannotLogIn() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        ask("POST", "/v1/accounts", ALICE);
        HttpResponse<String> disabled =
                ask("PUT", "/v1/accounts/alice@example.com/enabled", "{\"enabled\":false}");
        assertThat(disabled.statusCode()).isEqualTo(204);
        assertThat(login("wonderland")).isInstanceOf(Authentication.Failure.class);
        assertThat(object(ask("GET", "/v1/accounts/alice@example.com", "")).booleanValue("enabled"))
                .contains(false);
    }

    @Test
    void alias_gainsAndLosesTargets() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        ask("POST", "/v1/accounts", ALICE);
        ask("POST", "/v1/accounts", ALICE.replace("alice", "bob"));
        String info =
                "{\"address\":\"info@example.com\",\"targets\":"
                        + "[\"alice@example.com\",\"bob@example.com\"]}";
        HttpResponse<String> added = ask("POST", "/v1/aliases", info);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).isEqualTo(info);

        String oneTarget = "/v1/aliases/info@example.com?target=bob%40example.com";
        assertThat(ask("DELETE", oneTarget, "").statusCode()).isEqualTo(204);
        assertThat(ask("GET", "/v1/aliases?domain=example.com", "").body())
                .isEqualTo(
                        "[{\"address\":\"info@example.com\",\"targets\":[\"alice@example.com\"]}]");
        assertThat(code(ask("DELETE", "/v1/accounts/alice@example.com", ""))).isEqualTo("refused");
        assertThat(ask("DELETE", "/v1/aliases/info@example.com", "").statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "/v1/aliases/info@example.com", "").statusCode()).isEqualTo(404);
    }

    @Test
    void addressWithTheCharactersOfAPath_isFound() throws Exception {
        ask("POST", "/v1/domains", DOMAIN);
        ask("POST", "/v1/accounts", ALICE.replace("alice", "a/b%"));
        HttpResponse<String> shown = ask("GET", "/v1/accounts/a%2Fb%25@example.com", "");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(object(shown).stringValue("address")).contains("a/b%@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    POST | /v1/domains                            | ``                       | 400 | invalid
                    POST | /v1/domains                            | nonsense                 | 400 | invalid
                    POST | /v1/domains                            | {"name": "example.com"   | 400 | invalid
                    POST | /v1/domains                            | {"name": "a.example"} {} | 400 | invalid
                    POST | /v1/domains                            | []                       | 400 | invalid
                    POST | /v1/domains                            | {}                       | 400 | invalid
                    POST | /v1/domains                            | {"name": 7}              | 400 | invalid
                    POST | /v1/domains                            | {"name": "a b"}          | 400 | invalid
                    POST | /v1/domains                            | [[[[[[[[[[]]]]]]]]]]     | 400 | invalid
                    POST | /v1/accounts                           | {"address": "alice"}     | 400 | invalid
                    POST | /v1/accounts                           | {"address": "a@b.c"}     | 400 | invalid
                    GET  | /v1/accounts/alice                     | ``                       | 400 | invalid
                    GET  | /v1/accounts/alice@example.com         | ``                       | 404 | not-found
                    PUT  | /v1/accounts/alice@example.com/enabled | {"enabled": 1}           | 400 | invalid
                    PUT  | /v1/accounts/alice@example.com/enabled | {"enabled": true}        | 404 | not-found
                    POST | /v1/aliases    | {"address": "a@b.c", "targets": "x"}             | 400 | invalid
                    POST | /v1/aliases    | {"address": "a@b.c", "targets": []}              | 400 | invalid
                    POST | /v1/aliases    | {"address": "a@b.c", "targets": [7]}             | 400 | invalid
                    GET  | /v1/aliases?domain=..                  | ``                       | 400 | invalid
                    GET  | /v1/nothing                            | ``                       | 404 | not-found
                    """)
    void wrongRequest_isRefusedInJson(
            String method, String path, String body, int status, String code) throws Exception {
        HttpResponse<String> response = ask(method, path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(code(response)).isEqualTo(code);
        assertThat(object(response).stringValue("message").orElseThrow()).endsWith(".");
    }

    /// Longer than what sockets take at once: the client is still sending when it is refused.
    @ParameterizedTest
    @ValueSource(ints = {65_537, 200_000, 4_000_000})
    void tooLongBody_isReadAndRefusedInJson(int octets) throws Exception {
        HttpResponse<String> response =
                ask("POST", "/v1/domains", "{\"name\": \"" + "a".repeat(octets) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(code(response)).isEqualTo("invalid");
    }

    @Test
    void figures_areToldWithoutAToken() throws Exception {
        Counter.builder()
                .name("posthorn_letters")
                .help("Letters.")
                .labelNames("kind")
                .register(figures)
                .labelValues("love")
                .inc();
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/metrics")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("posthorn_letters_total{kind=\"love\"} 1.0\n");
    }

    @Test
    void wrongMethod_isToldWhichOnesThePathHas() throws Exception {
        HttpResponse<String> response = ask("PUT", "/v1/accounts/alice@example.com", "{}");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(code(response)).isEqualTo("method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains("DELETE, GET, HEAD");
    }

    @Test
    void nextStart_hasAnotherToken() throws IOException {
        String before = token;
        stop();
        start();
        assertThat(token).isNotEqualTo(before);
    }

    private Authentication login(String password) {
        return storage.authenticator().authenticate("alice@example.com", new Password(password));
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest.BodyPublisher entity =
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, entity));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    private static JsonObject object(HttpResponse<String> response) {
        return JsonParser.create(response.body()).readJsonObject();
    }

    private static JsonArray array(HttpResponse<String> response) {
        return JsonParser.create(response.body()).readJsonArray();
    }

    private static String code(HttpResponse<String> response) {
        return object(response).stringValue("code").orElseThrow();
    }

    private void note(String at, Kind kind, String message, Map<Detail, String> details) {
        storage.deliveryLog()
                .note(
                        new DeliveryEvent(
                                Instant.parse(at),
                                kind,
                                message,
                                "bob@example.org",
                                "alice@example.com",
                                details));
    }

    @Test
    void trace_tellsMessagesWithTheirEvents() throws Exception {
        note(
                "2026-11-27T10:00:00Z",
                Kind.RECEIVED,
                "m1",
                Map.of(Detail.MESSAGE_ID, "a+b@example.org"));
        note("2026-11-27T10:00:01Z", Kind.STORED, "m1", Map.of(Detail.FOLDER, "INBOX"));
        note("2026-11-27T10:00:02Z", Kind.REFUSED, "", Map.of(Detail.REPLY, "550 no"));
        HttpResponse<String> one = ask("GET", "/v1/trace?key=%3Ca+b%40EXAMPLE.org%3E", "");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body())
                .startsWith("{\"messages\":[{\"id\":\"m1\",\"events\":[{")
                .contains("\"at\":\"2026-11-27T10:00:01Z\"", "\"event\":\"stored\"")
                .contains("\"folder\":\"INBOX\"", "\"message-id\":\"a+b@example.org\"")
                .contains("\"more\":false")
                .doesNotContain("refused");
        String newest = ask("GET", "/v1/trace?key=example.com&most=1", "").body();
        assertThat(newest).contains("550 no", "\"more\":true").doesNotContain("m1");
        assertThat(ask("GET", "/v1/trace?key=example.com&outcome=stored", "").body())
                .contains("m1")
                .doesNotContain("550 no");
        assertThat(ask("GET", "/v1/trace?key=example.com&since=2026-11-27T10:00:02Z", "").body())
                .contains("550 no")
                .doesNotContain("m1");
        assertThat(ask("GET", "/v1/trace?key=nobody@example.com", "").body())
                .isEqualTo("{\"messages\":[],\"more\":false,\"whole\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?key=",
                "?key=a&outcome=lost",
                "?key=a&since=today",
                "?key=a&most=0",
                "?key=a&most=1001"
            })
    void trace_thatCannotBe_isRefused(String query) throws Exception {
        assertThat(ask("GET", "/v1/trace" + query, "").statusCode()).isEqualTo(400);
    }
}
