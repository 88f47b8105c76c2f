package org.posthorn.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Posthorn as `./posthorn serve` starts it, with its defaults.
final class PosthornPeer implements Peer {
    static final String NAME = "Posthorn";
    private static final int SMTP_PORT = 2525;
    private static final int SUBMISSIONS_PORT = 2465;
    private static final int LMTP_PORT = 2024;
    private static final int IMAPS_PORT = 2993;
    private static final int POP3S_PORT = 2995;
    private static final int ADMIN_PORT = 2080;
    private static final List<Integer> PORTS =
            List.of(
                    SMTP_PORT,
                    2587,
                    SUBMISSIONS_PORT,
                    LMTP_PORT,
                    2143,
                    IMAPS_PORT,
                    2110,
                    POP3S_PORT,
                    ADMIN_PORT);
    private static final int ADMIN_ATTEMPTS = 100;
    private static final Duration ADMIN_PATIENCE = Duration.ofMinutes(5);
    private static final Duration ADMIN_PAUSE = Duration.ofMillis(100);
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern CHECK_RUNNING = Pattern.compile("\"running\"\\s*:\\s*true");
    private static final Pattern CHECK_FINDINGS = Pattern.compile("\"findings\"\\s*:\\s*(\\d+)");
    private static final Pattern HISTOGRAM_TOTAL =
            Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

    private final Path directory;
    private final int portOffset;
    private final ServerProcess process;
    private String version = "";

    /// @param launcher the script that starts Posthorn
    PosthornPeer(Path launcher, Path directory) {
        this(launcher, directory, "");
    }

    /// @param javaOptions for the Java that runs the server
    PosthornPeer(Path launcher, Path directory, String javaOptions) {
        this.directory = directory;
        this.portOffset = Ports.freeOffset(PORTS);
        this.process =
                new ServerProcess(
                        List.of(
                                launcher.toString(),
                                "serve",
                                "--data",
                                directory.resolve("data").toString(),
                                "--port-offset",
                                Integer.toString(portOffset)),
                        javaOptions.isEmpty() ? Map.of() : Map.of("POSTHORN_OPTS", javaOptions),
                        directory.resolve("posthorn.log"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Duration start() throws IOException {
        Files.createDirectories(directory);
        return process.start(List.of(lmtpPort()), List.of(imapsPort()));
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public void createAccounts(List<Account> accounts) throws IOException {
        awaitAdmin();
        if (version.isEmpty()) {
            var matcher = VERSION.matcher(ask("GET", "/v1/status", ""));
            version = matcher.find() ? matcher.group(1) : "unknown";
            ask("POST", "/v1/domains", "{\"name\":\"" + Account.DOMAIN + "\"}");
        }
        for (var account : accounts) {
            ask(
                    "POST",
                    "/v1/accounts",
                    "{\"address\":\"%s\",\"password\":\"%s\"}"
                            .formatted(account.address(), account.password()));
        }
    }

    int smtpPort() {
        return SMTP_PORT + portOffset;
    }

    int submissionsPort() {
        return SUBMISSIONS_PORT + portOffset;
    }

    /// Makes a group to which anybody may write.
    void createGroup(String address, List<Account> members) throws IOException {
        var targets =
                members.stream()
                        .map(member -> "\"" + member.address() + "\"")
                        .collect(Collectors.joining(","));
        ask(
                "POST",
                "/v1/routes/group/" + address,
                "{\"properties\":{\"members\":[%s],\"posting\":\"anyone\"}}".formatted(targets));
    }

    @Override
    public int lmtpPort() {
        return LMTP_PORT + portOffset;
    }

    @Override
    public int imapsPort() {
        return IMAPS_PORT + portOffset;
    }

    @Override
    public int pop3sPort() {
        return POP3S_PORT + portOffset;
    }

    @Override
    public boolean canRemoveAccounts() {
        return true;
    }

    @Override
    public void removeAccount(Account account) throws IOException {
        ask("DELETE", "/v1/accounts/" + account.address(), "");
    }

    @Override
    public Path data() {
        return directory.resolve("data");
    }

    /// Has all that is stored checked; returns how many flaws were found when that is done.
    long check(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        var answer = ask("POST", "/v1/store/check", "");
        while (CHECK_RUNNING.matcher(answer).find()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the check goes on after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(ADMIN_PAUSE.toNanos());
            answer = ask("GET", "/v1/store/check", "");
        }
        var findings = CHECK_FINDINGS.matcher(answer);
        if (!findings.find()) {
            throw new IOException("the check was answered with " + answer);
        }
        return Long.parseLong(findings.group(1));
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return process.tree();
    }

    /// A class histogram counts what is alive after a full collection.
    @Override
    public OptionalLong heapOctets() throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var java = processes().filter(PosthornPeer::isJava).findFirst();
        if (java.isEmpty() || !Files.isExecutable(Path.of(jcmd))) {
            return OptionalLong.empty();
        }
        var pid = Long.toString(java.get().pid());
        Commands.output(List.of(jcmd, pid, "GC.run"));
        var matcher =
                HISTOGRAM_TOTAL.matcher(Commands.output(List.of(jcmd, pid, "GC.class_histogram")));
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("java")).isPresent();
    }

    /// The admin API may be the last to listen, and the file with its token the last to be there.
    private void awaitAdmin() throws IOException {
        IOException refused = new ConnectException("never asked");
        for (int attempt = 0; attempt < ADMIN_ATTEMPTS; attempt++) {
            try {
                ask("GET", "/v1/status", "");
                return;
            } catch (ConnectException | NoSuchFileException e) {
                refused = e;
                LockSupport.parkNanos(ADMIN_PAUSE.toNanos());
            }
        }
        throw refused;
    }

    /// Asks the admin API.
    String ask(String method, String path, String body) throws IOException {
        var uri = URI.create("http://127.0.0.1:" + (ADMIN_PORT + portOffset) + path);
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        var token = Files.readString(data().resolve("admin-token")).strip();
        connection.setRequestMethod(method);
        connection.setReadTimeout((int) ADMIN_PATIENCE.toMillis());
        connection.setRequestProperty("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (var answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
