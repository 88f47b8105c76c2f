package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strangers in number, each with a message that it does not finish, and a server of little memory.
final class FloodIT {
    private static final int STRANGERS = 3000;
    private static final int HELD_OCTETS = 63 * 1024;

    @TempDir private Path folder;

    private final ConcurrentLinkedQueue<TestClient> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger holding = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void strangersWhoHoldMessages_exhaustNothing_andAllIsBackWhenTheyLeave() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")) {
            server.createAccounts("alice");
            try (TestClient innocent = server.tls("imaps")) {
                innocent.login("alice");
                deliver(server, "first");
                flood(server);
                System.out.println(holding + " hold a message, " + refused + " were told to wait");
                assertThat(holding.get() + refused.get()).isEqualTo(STRANGERS);
                assertThat(holding).hasValueGreaterThan(1000);
                assertThat(refused).hasPositiveValue();
                assertThat(innocent.imap("SELECT INBOX")).contains("* 1 EXISTS");
                assertThat(innocent.imap("FETCH 1 BODY.PEEK[]").toString()).contains("first");
                innocent.append("INBOX", message("from the innocent"));
                try (TestClient late = server.tls("imaps")) {
                    late.login("alice");
                    assertThat(late.imap("SELECT INBOX")).contains("* 2 EXISTS");
                }
                assertThat(ask(server.plain("smtp"))).startsWith("452 4.3.1 ");
                leave();
                awaitEmptyIncoming();
                deliver(server, "last");
                assertThat(innocent.imap("NOOP")).contains("* 3 EXISTS");
            }
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.log()).doesNotContain("OutOfMemory");
        } finally {
            leave();
        }
    }

    private void flood(ServerProcess server) throws Exception {
        byte[] part = message("x".repeat(70) + "\r\n", HELD_OCTETS);
        var done = new CountDownLatch(STRANGERS);
        var failures = new ConcurrentLinkedQueue<IOException>();
        for (int i = 0; i < STRANGERS; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            hold(server, part);
                        } catch (IOException e) {
                            failures.add(e);
                        } finally {
                            done.countDown();
                        }
                    });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(failures.peek()).as(failures.size() + " clients failed").isNull();
    }

    private void hold(ServerProcess server, byte[] part) throws IOException {
        TestClient client = server.plain("smtp");
        open.add(client);
        String answer = ask(client);
        if (answer.startsWith("250 ")) {
            client.ask("RCPT TO:<alice@example.com>", "250");
            client.send("DATA\r\n");
            answer = client.line();
        }
        if (answer.startsWith("354 ")) {
            client.send(part);
            holding.incrementAndGet();
        } else {
            assertThat(answer).matches("(421|452) .*");
            refused.incrementAndGet();
        }
    }

    /// The answer to a greeting or to MAIL.
    private static String ask(TestClient client) throws IOException {
        String greeting = client.line();
        if (!greeting.startsWith("220 ")) {
            return greeting;
        }
        client.ask("EHLO client.example.org", "250");
        client.send("MAIL FROM:<sender@example.org>\r\n");
        return client.line();
    }

    private void leave() {
        for (TestClient client = open.poll(); client != null; client = open.poll()) {
            try {
                client.close();
            } catch (IOException _) {
                // It is gone.
            }
        }
    }

    private void awaitEmptyIncoming() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (incoming() > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(incoming()).isZero();
    }

    private long incoming() throws IOException {
        try (var files = Files.list(folder.resolve("data/incoming"))) {
            return files.count();
        }
    }

    private static void deliver(ServerProcess server, String subject) throws Exception {
        try (TestClient client = server.plain("smtp")) {
            client.expect("220");
            client.ask("EHLO client.example.org", "250");
            assertThat(client.deliver("alice@example.com", message(subject))).isTrue();
        }
    }

    private static byte[] message(String subject) {
        return message("Subject: " + subject + "\r\n\r\nHello.\r\n", 0);
    }

    private static byte[] message(String text, int octets) {
        return text.repeat(Math.max(1, octets / text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
