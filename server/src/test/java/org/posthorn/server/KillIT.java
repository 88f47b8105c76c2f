package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at any instant loses no message that was acknowledged, doubles none, keeps none in part,
/// and leaves nothing to repair.
final class KillIT {
    private static final int ROUNDS = 4;
    private static final int LMTP_CLIENTS = 6;
    private static final int IMAP_CLIENTS = 2;
    private static final Pattern ID = Pattern.compile("Message-ID: <([0-9]+)@example\\.org>");

    @TempDir private Path folder;

    private final AtomicInteger lastId = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<AssertionError> unexpected = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(9);

    @Test
    void kill_losesAndDoublesNothingThatWasAcknowledged() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(folder)) {
                if (round == 0) {
                    server.createAccounts("alice", "bob");
                } else {
                    assertAllThere(server);
                }
                killUnderLoad(server);
            }
        }
        try (ServerProcess server = ServerProcess.start(folder)) {
            assertAllThere(server);
            assertThat(server.terminate()).isEqualTo(143);
        }
        assertThat(acknowledged.size()).isGreaterThan(ROUNDS * 10);
    }

    /// Kills when so many more messages are acknowledged, at whatever the others are just doing.
    private void killUnderLoad(ServerProcess server) throws InterruptedException {
        int enough = acknowledged.size() + 20 + random.nextInt(400);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < LMTP_CLIENTS; i++) {
            String account = i % 2 == 0 ? "alice" : "bob";
            clients.add(
                    Thread.ofVirtual().start(() -> untilItDies(() -> deliver(server, account))));
        }
        for (int i = 0; i < IMAP_CLIENTS; i++) {
            String account = i % 2 == 0 ? "alice" : "bob";
            clients.add(Thread.ofVirtual().start(() -> untilItDies(() -> append(server, account))));
        }
        long deadline = System.nanoTime() + 6_000_000_000L;
        while (acknowledged.size() < enough && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        server.kill();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(unexpected).isEmpty();
    }

    private interface Session {
        void run() throws IOException;
    }

    private void untilItDies(Session session) {
        try {
            session.run();
        } catch (IOException _) {
            // That is the kill.
        } catch (AssertionError e) {
            unexpected.add(e);
        }
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

    private void append(ServerProcess server, String account) throws IOException {
        try (TestClient client = server.tls("imaps")) {
            client.login(account);
            while (true) {
                int id = lastId.incrementAndGet();
                client.append("Archive", message(id));
                acknowledged.add(id);
            }
        }
    }

    /// Of any size up to a hundred kilobytes, with its number at both ends.
    private static byte[] message(int id) {
        return "Message-ID: <%d@example.org>\r\nSubject: %d\r\n\r\n%send of %d\r\n"
                .formatted(id, id, "All work and no play.\r\n".repeat(id % 41 * id % 97), id)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void assertAllThere(ServerProcess server) throws IOException {
        Map<Integer, Integer> found = new HashMap<>();
        for (String account : List.of("alice", "bob")) {
            for (String mailbox : List.of("INBOX", "Archive")) {
                count(server, account, mailbox, found);
            }
        }
        assertThat(found.keySet()).containsAll(acknowledged);
        assertThat(found.values()).allMatch(times -> times == 1);
    }

    private static void count(
            ServerProcess server, String account, String mailbox, Map<Integer, Integer> found)
            throws IOException {
        try (TestClient client = server.tls("imaps")) {
            client.login(account);
            client.imap("EXAMINE " + mailbox);
            for (String response : client.imap("UID FETCH 1:* BODY.PEEK[]")) {
                Matcher id = ID.matcher(response);
                if (id.find()) {
                    found.merge(Integer.valueOf(id.group(1)), 1, Integer::sum);
                    assertThat(response).contains("end of " + id.group(1) + "\r\n");
                }
            }
        }
    }
}
