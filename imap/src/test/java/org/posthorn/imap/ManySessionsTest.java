package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxState;

/// Several clients change one mailbox at random, each checking what it is told.
final class ManySessionsTest {
    private static final int CLIENTS = 5;
    private static final int COMMANDS = 150;

    @Test
    void clientsThatChangeOneMailbox_allKnowItInTheEnd() throws Exception {
        try (var server = new ImapTestServer(List.of("INBOX with 10 messages"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<TestClient>();
            var work = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < CLIENTS; i++) {
                var client = new TestClient(server);
                var random = new Random(i);
                clients.add(client);
                work.add(() -> play(client, random));
            }
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
            for (TestClient client : clients) {
                assertKnows(server, client);
            }
        }
    }

    private static boolean play(TestClient client, Random random) throws IOException {
        client.run("SELECT INBOX");
        client.run("FETCH 1:* (UID FLAGS)");
        for (int i = 0; i < COMMANDS; i++) {
            int size = client.messages().size();
            String status = client.run(size == 0 ? "NOOP" : command(random, size));
            assertThat(status).matches("OK .*|NO \\[EXPUNGEISSUED\\] .*");
        }
        return true;
    }

    private static String command(Random random, int size) {
        int a = 1 + random.nextInt(size);
        int b = 1 + random.nextInt(size);
        String set = a + ":" + b;
        return switch (random.nextInt(12)) {
            case 0 -> "STORE " + a + " +FLAGS.SILENT (\\Deleted)";
            case 1 -> "EXPUNGE";
            case 2 -> "STORE " + set + " +FLAGS (\\Seen $Todo)";
            case 3 -> "STORE " + set + " -FLAGS (\\Seen)";
            case 4 -> "UID STORE 1:* -FLAGS.SILENT ($Todo)";
            case 5, 6 -> "COPY " + a + " INBOX";
            case 7 -> "MOVE " + a + " INBOX";
            case 8 -> "FETCH " + set + " (UID FLAGS)";
            case 9 -> "UID FETCH 1:* (UID FLAGS)";
            case 10 -> "FETCH " + a + " (UID BODY.PEEK[HEADER.FIELDS (X-None)])";
            default -> "NOOP";
        };
    }

    /// After a silent change of its own a client knows the flags without being told.
    private static void assertKnows(ImapTestServer server, TestClient client) throws IOException {
        client.run("NOOP");
        List<Long> believed = client.messages().stream().map(TestClient.Known::uid).toList();
        client.run("UID FETCH 1:* (FLAGS)");
        List<Long> told = client.messages().stream().map(TestClient.Known::uid).toList();
        try (Mailbox mailbox = server.mailboxes().open(MailboxName.INBOX).orElseThrow()) {
            MailboxState state = mailbox.state();
            assertThat(told).hasSize(state.size());
            for (int i = 0; i < state.size(); i++) {
                assertThat(told.get(i)).isEqualTo(state.uidValue(i));
                assertThat(believed.get(i)).isIn(0L, state.uidValue(i));
            }
        }
        client.close();
    }
}
