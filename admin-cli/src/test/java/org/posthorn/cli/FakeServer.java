package org.posthorn.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An admin API that answers what a test tells it to, and remembers what it was asked.
final class FakeServer implements AutoCloseable {
    private record Answer(int status, String body) {}

    private final HttpServer http;
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Path tokenFile;

    FakeServer(Path directory) throws IOException {
        tokenFile = Files.writeString(directory.resolve("admin-token"), "secret\n");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::handle);
        http.start();
    }

    FakeServer answering(String methodAndPath, int status, String body) {
        answers.put(methodAndPath, new Answer(status, body));
        return this;
    }

    /// Such as `POST /v1/domains {"name":"example.com"}`, in order.
    List<String> requests() {
        return requests;
    }

    ServerLocation location() {
        return new ServerLocation(
                URI.create("http://127.0.0.1:" + http.getAddress().getPort()), tokenFile);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add((asked + " " + body).strip());
        boolean known =
                "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer =
                known
                        ? answers.getOrDefault(
                                asked,
                                new Answer(
                                        404,
                                        "{\"code\":\"not-found\",\"message\":\"no such thing\"}"))
                        : new Answer(401, "{\"code\":\"unauthorized\",\"message\":\"no\"}");
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
