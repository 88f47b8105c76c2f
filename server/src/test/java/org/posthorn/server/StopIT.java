package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM ends a busy server within its grace and some seconds, and loses nothing acknowledged.
final class StopIT {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration BOUND = GRACE.plusSeconds(10);
    private static final int WORKERS = 12;
    private static final Pattern ID = Pattern.compile("Message-ID: <([0-9]+)@example\\.org>");

    @TempDir private Path folder;

    private final AtomicInteger lastId = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void stop_whileSessionsKeepWorking_endsInTime_andLosesNothingAcknowledged() throws Exception {
        List<Thread> clients = new ArrayList<>();
        List<TestClient> holding = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder, GRACE)) {
            server.createAccounts("alice", "bob");
            for (int i = 0; i < WORKERS; i++) {
                String account = i % 2 == 0 ? "alice" : "bob";
                clients.add(working(() -> deliver(server, account)));
                clients.add(working(() -> reconnect(server, account)));
            }
            holding.add(halfAMessage(server));
            holding.add(halfALiteral(server));
            holding.add(notReading(server));
            while (acknowledged.size() < 100) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
        }
        for (Thread client : clients) {
            client.join();
        }
        for (TestClient client : holding) {
            client.close();
        }
        assertAllThere();
    }

    private interface Session {
        void run() throws IOException;
    }

    private static Thread working(Session session) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        session.run();
                    } catch (IOException | AssertionError _) {
                        // The server ends, or says that it does.
                    }
                });
    }

    private void deliver(ServerProcess server, String account) throws IOException {
        try (TestClient client = server.plain("lmtp")) {
            client.expect("220");
            client.ask("LHLO client.example.org", "250");
            while (true) {
                int id = lastId.incrementAndGet();
                if (client.deliver(account + "@example.com", message(id))) {
                    acknowledged.add(id);
                }
            }
        }
    }

    /// Comes again and again, and changes and reads what others read.
    private static void reconnect(ServerProcess server, String account) throws IOException {
        while (true) {
            try (TestClient client = server.tls("imaps")) {
                client.login(account);
                client.imap("SELECT INBOX");
                for (int i = 0; i < 20; i++) {
                    client.imap("STORE 1:* FLAGS (\\Seen)");
                    client.imap("FETCH 1:* (FLAGS ENVELOPE)");
                }
            }
        }
    }

    private static TestClient halfAMessage(ServerProcess server) throws IOException {
        TestClient client = server.plain("lmtp");
        client.expect("220");
        client.ask("LHLO client.example.org", "250");
        client.ask("MAIL FROM:<sender@example.org>", "250");
        client.ask("RCPT TO:<alice@example.com>", "250");
        client.ask("DATA", "354");
        client.send("Subject: never finished\r\n");
        return client;
    }

    private static TestClient halfALiteral(ServerProcess server) throws IOException {
        TestClient client = server.tls("imaps");
        client.login("alice");
        client.send("a APPEND Archive {100000}\r\n");
        assertThat(client.line()).startsWith("+");
        client.send("Subject: never finished\r\n");
        return client;
    }

    /// Asks for more than the network holds, and reads nothing of it.
    private static TestClient notReading(ServerProcess server) throws IOException {
        TestClient client = server.tls("imaps");
        client.login("bob");
        client.append(
                "Archive", "0123456789\r\n".repeat(400_000).getBytes(StandardCharsets.US_ASCII));
        client.imap("SELECT Archive");
        client.send("b FETCH 1 BODY.PEEK[]\r\n".repeat(10));
        return client;
    }

    private static byte[] message(int id) {
        return "Message-ID: <%d@example.org>\r\nSubject: %d\r\n\r\nHello.\r\n"
                .formatted(id, id)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void assertAllThere() throws IOException, InterruptedException {
        Map<Integer, Integer> found = new HashMap<>();
        try (ServerProcess server = ServerProcess.start(folder, GRACE)) {
            for (String account : List.of("alice", "bob")) {
                try (TestClient client = server.tls("imaps")) {
                    client.login(account);
                    client.imap("EXAMINE INBOX");
                    for (String response : client.imap("UID FETCH 1:* BODY.PEEK[]")) {
                        Matcher id = ID.matcher(response);
                        if (id.find()) {
                            found.merge(Integer.valueOf(id.group(1)), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        assertThat(found.keySet()).containsAll(acknowledged);
        assertThat(found.values()).allMatch(times -> times == 1);
    }
}
