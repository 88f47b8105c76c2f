package org.posthorn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's admin HTTP API as it is described in docs/admin-api.md.
///
/// Each method returns the answer's body, or a missing node where there is none, and throws a
/// [CommandFailedException] with the server's own sentence where it refused.
final class AdminApi {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerLocation server;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    AdminApi(ServerLocation server) {
        this.server = server;
    }

    JsonNode get(String path) {
        return exchange("GET", path, null);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return exchange("POST", path, body);
    }

    void put(String path, Map<String, ?> body) {
        exchange("PUT", path, body);
    }

    void delete(String path) {
        exchange("DELETE", path, null);
    }

    /// A value as a segment of a path, or in a query.
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode exchange(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest.BodyPublisher content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpResponse<String> response =
                send(
                        request(method, path, content),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return accepted(response.statusCode(), response.body());
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher content) {
        return HttpRequest.newBuilder(URI.create(server.api() + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
    }

    private JsonNode accepted(int status, String body) {
        JsonNode answer = read(status, body);
        if (status >= 300) {
            throw new CommandFailedException(refusal(status, answer));
        }
        return answer;
    }

    /// Takes octets as they come.
    interface Receiver {
        void take(InputStream octets) throws IOException;
    }

    /// Gets what is no JSON.
    ///
    /// @throws IOException when the receiver fails, or the server breaks off
    void download(String path, Receiver receiver) throws IOException {
        HttpResponse<InputStream> response =
                send(
                        request("GET", path, HttpRequest.BodyPublishers.noBody()),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream octets = response.body()) {
            if (response.statusCode() >= 300) {
                accepted(
                        response.statusCode(),
                        new String(octets.readAllBytes(), StandardCharsets.UTF_8));
            }
            receiver.take(octets);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new CommandFailedException(
                    "no server answers at %s: start it with './posthorn serve', or name it by --data, --port-offset or --url"
                            .formatted(server.api()),
                    e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailedException(
                    "the server at " + server.api() + " did not answer in time", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the server at %s broke off: %s".formatted(server.api(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private String token() {
        try {
            return Files.readString(server.tokenFile()).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    "there is no admin token %s: start the server with './posthorn serve', or say where its data is with --data"
                            .formatted(server.tokenFile()),
                    e);
        } catch (AccessDeniedException e) {
            throw new CommandFailedException(
                    "the admin token %s is readable by the server's user only: run the shell as that user"
                            .formatted(server.tokenFile()),
                    e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot read the admin token %s: %s"
                            .formatted(server.tokenFile(), e.getMessage()),
                    e);
        }
    }

    private JsonNode read(int status, String body) {
        try {
            return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            throw new CommandFailedException(
                    "what answers at %s is not a Posthorn server (status %d)"
                            .formatted(server.api(), status),
                    e);
        }
    }

    private String refusal(int status, JsonNode answer) {
        if (status == 401) {
            return "the server at %s does not accept the token of %s: is it the data directory of another server?"
                    .formatted(server.api(), server.tokenFile());
        }
        String message = answer.path("message").asString("");
        return message.isEmpty() ? "the server answered with status " + status : message;
    }
}
