package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
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

/// Sessions that change the flags of the same messages at once, most of it with `.SILENT`: what
/// each believes when all is quiet must be what is.
final class SilentStoreTest {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int MESSAGES = 3;
    private static final int COMMANDS = 12;

    @Test
    void silentStoresOfManySessions_leaveEachWithTheRightPicture() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();
        int pictures = 0;
        var wrong = new ArrayList<String>();
        try (var server = new ImapTestServer(List.of("INBOX with " + MESSAGES + " messages"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (System.nanoTime() < end) {
                List<PictureClient> clients = open(server, random);
                for (int round = 0; round < 20; round++) {
                    play(clients, threads, random);
                    for (PictureClient client : clients) {
                        client.run("NOOP");
                    }
                    for (PictureClient client : clients) {
                        pictures++;
                        compare(server, client, wrong);
                    }
                }
                for (PictureClient client : clients) {
                    client.close();
                }
            }
        }
        assertThat(wrong.stream().limit(10))
                .as("%d of %d pictures, seed %d", wrong.size(), pictures, seed)
                .isEmpty();
    }

    private static List<PictureClient> open(ImapTestServer server, Random random)
            throws IOException {
        var clients = new ArrayList<PictureClient>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            var client = new PictureClient(server, random.nextBoolean());
            client.run("SELECT INBOX" + (random.nextBoolean() ? " (CONDSTORE)" : ""));
            client.run("FETCH 1:* FLAGS");
            clients.add(client);
        }
        return clients;
    }

    private static void play(List<PictureClient> clients, ExecutorService threads, Random random)
            throws Exception {
        var work = new ArrayList<Callable<Boolean>>();
        for (PictureClient client : clients) {
            var own = new Random(random.nextLong());
            work.add(() -> {
                for (int i = 0; i < COMMANDS; i++) {
                    client.run(command(own));
                }
                return true;
            });
        }
        for (Future<Boolean> done : threads.invokeAll(work)) {
            assertThat(done.get()).isTrue();
        }
    }

    private static String command(Random random) {
        if (random.nextInt(8) == 0) {
            return random.nextBoolean() ? "NOOP" : "FETCH 1:* FLAGS";
        }
        String uid = random.nextBoolean() ? "UID " : "";
        int number = 1 + random.nextInt(MESSAGES);
        String set = random.nextInt(4) == 0 ? "1:*" : String.valueOf(number);
        String kind = List.of("+FLAGS", "-FLAGS", "FLAGS").get(random.nextInt(3));
        String silent = random.nextInt(5) == 0 ? "" : ".SILENT";
        String flags =
                List.of("\\Seen", "\\Flagged", "\\Draft", "\\Seen $Todo", "\\Flagged \\Draft")
                        .get(random.nextInt(5));
        return uid + "STORE " + set + " " + kind + silent + " (" + flags + ")";
    }

    private static void compare(ImapTestServer server, PictureClient client, List<String> wrong) {
        try (Mailbox mailbox = server.mailboxes().open(MailboxName.INBOX).orElseThrow()) {
            MailboxState state = mailbox.state();
            for (int i = 0; i < state.size(); i++) {
                var truth = PictureClient.set(state.flags(i).toString());
                if (!client.flags(i + 1).equals(truth)) {
                    wrong.add(
                            "%d is %s, believed %s by a client that applies %s"
                                    .formatted(
                                            i + 1,
                                            truth,
                                            client.flags(i + 1),
                                            client.appliesAtOnce() ? "at once" : "at OK"));
                }
            }
        }
    }
}
