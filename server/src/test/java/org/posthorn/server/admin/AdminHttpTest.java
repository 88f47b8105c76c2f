package org.posthorn.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.store.StoreHealth;

/// The admin API's HTTP, octet by octet.
final class AdminHttpTest {
    @TempDir private Path data;
    private Mail storage;
    private AdminApi api;
    private String token;

    @BeforeEach
    void start() throws IOException {
        storage = Mail.inMemory();
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

    @Test
    void head_hasTheFieldsOfGetAndNoText() throws IOException {
        String get = converse("GET /v1/domains HTTP/1.1", "", "Authorization: Bearer " + token);
        String head = converse("HEAD /v1/domains HTTP/1.1", "", "Authorization: Bearer " + token);
        assertThat(get).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n[]");
        assertThat(head)
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 2\r\n")
                .contains("Content-Type: application/json\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void headThatIsRefused_hasNoTextEither() throws IOException {
        assertThat(converse("HEAD /v1/domains HTTP/1.1", ""))
                .startsWith("HTTP/1.1 401 ")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void http10_isAnsweredAndTheConnectionEnds(String method) throws IOException {
        assertThat(converse(method + " /metrics HTTP/1.0", ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("Connection: close\r\n")
                .doesNotContain("Transfer-Encoding");
    }

    @Test
    void http10_octetByOctet_isAnswered() throws IOException {
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (byte octet : octets("GET /metrics HTTP/1.0\r\n\r\n")) {
                out.write(octet);
                out.flush();
            }
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void http10_withFieldsAndBody_isDone() throws IOException {
        String body = "{\"name\": \"example.com\"}";
        String answer =
                converse(
                        "POST /v1/domains HTTP/1.0",
                        body,
                        "Host: mail.example.com",
                        "Connection: keep-alive",
                        "Authorization: Bearer " + token,
                        "Content-Length: " + body.length());
        assertThat(answer).startsWith("HTTP/1.1 201 ").contains("Connection: close\r\n");
        assertThat(storage.directory().domains()).hasSize(1);
    }

    @Test
    void http10_secondRequestOnAConnection_isNotRead() throws IOException {
        String answers = converse("GET /metrics HTTP/1.0\r\n\r\nGET /metrics HTTP/1.0", "");
        assertThat(answers).containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void http11_staysOpen() throws IOException {
        String answers =
                converse(
                        "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\nGET /metrics HTTP/1.1",
                        "");
        assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/2.0", "HTTP/1.0x", "nonsense"})
    void otherProtocols_areRefused(String version) throws IOException {
        assertThat(converse("GET /metrics " + version, "")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void schemesCase_doesNotMatter(String scheme) throws IOException {
        assertThat(
                        converse(
                                "GET /v1/status HTTP/1.1",
                                "",
                                "Authorization: " + scheme + " " + token))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"address\": \"a@example.com\", \"password\": \"wonder\\ud800land\"}",
                "{\"address\": \"\\udc00a@example.com\", \"password\": \"wonderland\"}",
                "{\"address\": \"a@\\ud800.com\", \"password\": \"wonderland\"}",
                "{\"\\ud800\": 1}",
                "{\"address\": [[[[[[[[\"a@example.com\"]]]]]]]]}",
                "{\"address\": \"a@example.com\", \"password\": \"\\x\"}",
            })
    void bodyThatIsNoText_isInvalid(String body) throws IOException {
        assertInvalid("POST /v1/accounts HTTP/1.1", body);
    }

    @Test
    void bodyNestedVeryDeeply_isInvalid() throws IOException {
        assertInvalid("POST /v1/accounts HTTP/1.1", "{\"a\":" + "[".repeat(60_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/accounts/%ED%A0%80@example.com",
                "/v1/accounts/a%ff@example.com",
                "/v1/accounts/a%2@example.com",
                "/v1/accounts/a%zz@example.com",
                "/v1/domains/%ED%A0%80.com",
                "/v1/aliases?domain=%ED%A0%80.com",
                "/v1/aliases?domain=%ff.com",
            })
    void pathThatIsNoText_isInvalid(String path) throws IOException {
        assertInvalid("GET " + path + " HTTP/1.1", "");
    }

    @Test
    void bracketsInAPassword_areNoDepth() throws IOException {
        converse(
                "POST /v1/domains HTTP/1.1",
                "{\"name\": \"example.com\"}",
                "Authorization: Bearer " + token);
        assertThat(
                        converse(
                                "POST /v1/accounts HTTP/1.1",
                                "{\"address\": \"a@example.com\", \"password\": \"[[\\\"[[{{[[[\"}",
                                "Authorization: Bearer " + token))
                .startsWith("HTTP/1.1 201 ");
    }

    private void assertInvalid(String requestLine, String body) throws IOException {
        assertThat(converse(requestLine, body, "Authorization: Bearer " + token))
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"code\":\"invalid\",\"message\":\"");
    }

    /// Sends a request and nothing after it.
    private String converse(String requestLine, String body, String... fields) throws IOException {
        StringBuilder request = new StringBuilder(requestLine).append("\r\n");
        String all = String.join("\r\n", fields);
        if (requestLine.endsWith("1.1")) {
            request.append("Host: localhost\r\n");
        }
        if (!body.isEmpty() && !all.contains("Content-Length")) {
            request.append("Content-Length: ").append(octets(body).length).append("\r\n");
        }
        request.append(all).append(fields.length == 0 ? "\r\n" : "\r\n\r\n").append(body);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(octets(request.toString()));
            socket.shutdownOutput();
            return rest(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
