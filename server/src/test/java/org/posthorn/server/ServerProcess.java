package org.posthorn.server;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The real program in a process of its own, on free ports of the loopback address.
final class ServerProcess implements AutoCloseable {
    static final String CONF =
            """
            hostname: mail.example.com
            stop-grace: 5 s
            listeners:
              smtp: {address: 127.0.0.1, port: 0}
              submission: {address: 127.0.0.1, port: 0}
              submissions: {address: 127.0.0.1, port: 0}
              lmtp: {address: 127.0.0.1, port: 0}
              imap: {address: 127.0.0.1, port: 0}
              imaps: {address: 127.0.0.1, port: 0}
              pop3: {address: 127.0.0.1, port: 0}
              pop3s: {address: 127.0.0.1, port: 0}
            admin: {port: 0}
            """;

    private static final Pattern ENDPOINT = Pattern.compile("  (\\w+) +127\\.0\\.0\\.1:(\\d+).*");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Process process;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<String> announced = new ArrayList<>();

    private ServerProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts a server and waits until it listens.
    ///
    /// @param folder for its configuration, its data and its log; another start goes on with them
    static ServerProcess start(Path folder, String... javaOptions) throws IOException {
        return start(folder, CONF, List.of(javaOptions));
    }

    /// Starts a server that lets commands under way finish for so long when it stops.
    static ServerProcess start(Path folder, Duration stopGrace) throws IOException {
        return start(
                folder,
                CONF.replace("stop-grace: 5 s", "stop-grace: " + stopGrace.toSeconds() + " s"),
                List.of());
    }

    /// Starts a server with a configuration of its own.
    static ServerProcess start(Path folder, String yaml, List<String> javaOptions)
            throws IOException {
        Path conf = folder.resolve("posthorn.yaml");
        Files.writeString(conf, yaml);
        List<String> arguments =
                List.of(
                        "serve",
                        "--conf",
                        conf.toString(),
                        "--data",
                        folder.resolve("data").toString());
        ServerProcess server = new ServerProcess(folder, launch(folder, javaOptions, arguments));
        server.awaitListening();
        return server;
    }

    /// What came of a start that failed.
    record Refusal(int status, String error) {}

    /// Starts a server that is expected not to start.
    static Refusal refusedStart(Path folder, String... arguments) throws Exception {
        Process process = launch(folder, List.of(), List.of(arguments));
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("it started: " + String.join(" ", arguments));
        }
        return new Refusal(process.exitValue(), Files.readString(folder.resolve("log")));
    }

    private static Process launch(Path folder, List<String> javaOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // As the manifest of the jar says.
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(javaOptions);
        command.add("-Dposthorn.home=" + folder);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    }

    private void awaitListening() throws IOException {
        Thread impatience =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Thread.sleep(60_000);
                                process.destroyForcibly();
                            } catch (InterruptedException _) {
                                // It listens.
                            }
                        });
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            announced.add(line);
            Matcher endpoint = ENDPOINT.matcher(line);
            if (endpoint.matches()) {
                ports.put(endpoint.group(1), Integer.valueOf(endpoint.group(2)));
            }
            if (line.equals("listening")) {
                impatience.interrupt();
                return;
            }
        }
        fail("The server ended before it listened: " + log());
    }

    String announcement() {
        return String.join("\n", announced);
    }

    int port(String listener) {
        return ports.getOrDefault(listener, 0);
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes `example.com` and these accounts in it, whose password is `secret`.
    void createAccounts(String... names) throws Exception {
        admin("POST", "/v1/domains", "{\"name\":\"example.com\"}");
        for (String name : names) {
            admin(
                    "POST",
                    "/v1/accounts",
                    "{\"address\":\"%s@example.com\",\"password\":\"secret\"}".formatted(name));
        }
    }

    String admin(String method, String path, String body) throws Exception {
        String token = Files.readString(folder.resolve("data/admin-token")).strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("admin") + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            fail(method + " " + path + ": " + response.body());
        }
        return response.body();
    }

    TestClient plain(String listener) throws IOException {
        return TestClient.plain(port(listener));
    }

    TestClient tls(String listener) throws IOException {
        return TestClient.tls(port(listener));
    }

    /// SIGKILL: the process does nothing more.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and waits for the end.
    ///
    /// @return the exit status
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            fail("The server does not stop: " + log());
        }
        return process.exitValue();
    }

    /// SIGHUP, without waiting.
    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGTERM without waiting.
    void beginToStop() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
