package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.change.Retention;
import org.posthorn.mailbox.jdbc.DerbyStorage;
import org.posthorn.mailbox.jdbc.OctetsPlace;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.store.FailStop;

/// Mail that was acknowledged and goes elsewhere gets there, whenever the server is killed: doubled
/// only where it died between the other server's taking it and its own writing that down, and
/// reported exactly once where it was refused. A server that is asked to stop hands back what it
/// holds.
///
/// `-Dposthorn.relayed=20000` makes it long, `-Dposthorn.seed=N` makes its chances those of another
/// run.
final class RelayKillIT {
    private static final int MESSAGES = Integer.getInteger("posthorn.relayed", 600);
    private static final int KILLS = Math.clamp(MESSAGES / 500, 2, 12);
    private static final int CLIENTS = 6;

    /// Messages that are left over for the life that is stopped in good order.
    private static final int WAITING = 60;

    private static final String CONF =
            ServerProcess.CONF
                    + """
                    queue: {first-retry: 1 s, longest-retry: 1 s, first-site-retry: 1 s}
                    """;
    private static final Pattern DELIVERED =
            Pattern.compile("delivered to another server.*? to=<?(r[0-9]+x[0-9]@[a-z.]+)");
    private static final Pattern REPORTED =
            Pattern.compile("(?i)Final-Recipient: *rfc822; *<?(r[0-9]+x[0-9]@[a-z.]+)");
    private static final Pattern LEASED =
            Pattern.compile("(?m)^posthorn_queue_leased_entries ([0-9.E]+)");
    private static final FailStop NEVER =
            (why, cause) -> {
                throw new IllegalStateException(why, cause);
            };

    @TempDir private Path folder;

    private final long seed = Long.getLong("posthorn.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<AssertionError> unexpected = new ConcurrentLinkedQueue<>();

    /// What each life of the server wrote down as delivered, as far as its log got.
    private final Map<Integer, Set<String>> written = new HashMap<>();

    @Test
    void killAndStop_loseNothingAcknowledged_andDoubleOnlyWhatWasUnderWayAtAKill()
            throws Exception {
        System.out.printf("seed %d, %d messages, %d kills%n", seed, MESSAGES, KILLS);
        try (RelaySink sink = new RelaySink(seed)) {
            for (int life = 0; life < KILLS; life++) {
                sink.begin(life);
                try (ServerProcess server = ServerProcess.start(folder, CONF, List.of())) {
                    if (life == 0) {
                        setUp(server, sink);
                    }
                    killUnderLoad(server, sink, life);
                    remember(server, life);
                }
            }
            sink.begin(KILLS);
            try (ServerProcess server = ServerProcess.start(folder, CONF, List.of())) {
                stopWithMailThatWaits(server, sink);
                remember(server, KILLS);
            }
            // It has another name, so it may take only what was handed back, or else whose lease
            // has run out, and that takes five minutes.
            sink.begin(KILLS + 1);
            String renamed = CONF.replace("mail.example.com", "other.example.com");
            try (ServerProcess server = ServerProcess.start(folder, renamed, List.of())) {
                awaitAllSettled(server, sink);
                assertReportedOnce(server, sink);
                assertThat(server.terminate()).isEqualTo(143);
            }
            assertThat(queued()).isEmpty();
            assertAllTaken(sink);
            assertDoubledOnlyWhereKilled(sink);
            assertThat(sink.complaints()).isEmpty();
        }
    }

    private static void setUp(ServerProcess server, RelaySink sink) throws Exception {
        server.createAccounts("alice");
        server.admin(
                "POST",
                "/v1/routes/relay/sink",
                """
                {"properties": {"host": "[127.0.0.1]", "port": "%d", "tls": "never"}}\
                """
                        .formatted(sink.port()));
        server.admin(
                "POST",
                "/v1/routes/relay-use/default",
                """
                {"properties": {"relay": "sink"}}\
                """);
    }

    // The mail.

    /// Kills after a random number of messages, every other time when the sink has just read one.
    private void killUnderLoad(ServerProcess server, RelaySink sink, int life)
            throws InterruptedException {
        int share = MESSAGES / (KILLS + 1);
        int enough = share * life + 1 + random.nextInt(2 * share);
        List<Thread> clients = load(server);
        await(() -> acknowledged.size() >= Math.min(enough, MESSAGES - WAITING));
        if (life % 2 == 0) {
            sink.awaitDot(2000);
        }
        server.kill();
        join(clients);
    }

    /// The other server answers nothing until the end has begun, and then not so quickly that all
    /// could go out.
    private void stopWithMailThatWaits(ServerProcess server, RelaySink sink) throws Exception {
        List<Thread> clients = load(server);
        await(() -> acknowledged.size() >= MESSAGES - WAITING);
        sink.hold();
        join(clients);
        server.beginToStop();
        await(() -> !listens(server));
        sink.goOn(300);
        assertThat(server.terminate()).isEqualTo(143);
        assertThat(acknowledged).anyMatch(number -> !isSettled(sink, number));
        sink.goOn(0);
    }

    private static boolean listens(ServerProcess server) {
        try (TestClient client = server.plain("submission")) {
            client.expect("220");
            return true;
        } catch (IOException | AssertionError _) {
            return false;
        }
    }

    private List<Thread> load(ServerProcess server) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> untilItDies(server)))
                .toList();
    }

    private void join(List<Thread> clients) throws InterruptedException {
        for (Thread client : clients) {
            client.join();
        }
        assertThat(unexpected).isEmpty();
    }

    private void untilItDies(ServerProcess server) {
        try {
            submitAll(server);
        } catch (IOException _) {
            // That is the kill.
        } catch (AssertionError e) {
            unexpected.add(e);
        }
    }

    private void submitAll(ServerProcess server) throws IOException {
        try (TestClient client = login(server)) {
            while (acknowledged.size() < MESSAGES) {
                submit(client, lastNumber.incrementAndGet());
            }
        }
    }

    private static TestClient login(ServerProcess server) throws IOException {
        TestClient client = server.tls("submissions");
        byte[] login = "\0alice@example.com\0secret".getBytes(StandardCharsets.US_ASCII);
        client.expect("220");
        client.ask("EHLO client.example.org", "250");
        client.ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(login), "235");
        return client;
    }

    private void submit(TestClient client, int number) throws IOException {
        client.ask("MAIL FROM:<alice@example.com>", "250");
        for (String recipient : recipients(number)) {
            client.ask("RCPT TO:<%s>".formatted(recipient), "250");
        }
        client.ask("DATA", "354");
        client.send(message(number));
        client.ask(".", "250");
        acknowledged.add(number);
    }

    private static List<String> recipients(int number) {
        return IntStream.rangeClosed(0, number % 3)
                .mapToObj(i ->
                        "r%dx%d@%s.example".formatted(number, i, i == 0 ? "there" : "elsewhere"))
                .toList();
    }

    /// Of any size up to some tens of kilobytes, with its number at both ends.
    private static byte[] message(int number) {
        return """
        From: alice@example.com
        To: friends:;
        Date: Mon, 2 Nov 2026 10:00:00 +0000
        Message-ID: <%d@example.com>
        Subject: %d

        %send of %d
        """
                .formatted(
                        number,
                        number,
                        "All work and no play.\n".repeat(number % 31 * number % 47),
                        number)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    // What became of it.

    private static boolean isSettled(RelaySink sink, int number) {
        return recipients(number).stream().allMatch(sink::isSettled);
    }

    /// Who was put off may have to wait for the next look at the queue, unless others are put off
    /// after them; so some are.
    private void awaitAllSettled(ServerProcess server, RelaySink sink) throws Exception {
        int nudges = 0;
        while (!comesAbout(() -> isSettled(sink), Duration.ofMillis(1500)) || leased(server) > 0) {
            assertThat(++nudges).as("looks in vain").isLessThan(60);
            try (TestClient client = login(server)) {
                int number = lastNumber.incrementAndGet();
                while (recipients(number).stream().noneMatch(sink::putsOff)) {
                    number = lastNumber.incrementAndGet();
                }
                submit(client, number);
            }
        }
    }

    private boolean isSettled(RelaySink sink) {
        return sink.waiting().isEmpty()
                && acknowledged.stream().allMatch(number -> isSettled(sink, number));
    }

    private static double leased(ServerProcess server) throws Exception {
        Matcher figure = LEASED.matcher(server.admin("GET", "/metrics", ""));
        assertThat(figure.find()).isTrue();
        return Double.parseDouble(figure.group(1));
    }

    private void remember(ServerProcess server, int life) {
        Set<String> recipients = written.computeIfAbsent(life, _ -> new HashSet<>());
        Matcher line = DELIVERED.matcher(server.log());
        while (line.find()) {
            recipients.add(line.group(1));
        }
    }

    private List<QueueEntry> queued() {
        Path data = folder.resolve("data");
        try (DerbyStorage storage =
                        DerbyStorage.open(
                                data, 0, OctetsPlace.SEGMENTS, NEVER, new PrometheusRegistry());
                Mail mail =
                        Mail.over(
                                storage.mail(),
                                data,
                                storage.reserve(),
                                Retention.DEFAULT,
                                NEVER)) {
            return mail.outbound().list(0, 10);
        }
    }

    private void assertAllTaken(RelaySink sink) {
        for (int number : acknowledged) {
            for (String recipient : recipients(number)) {
                assertThat(sink.isSettled(recipient)).as(recipient).isTrue();
            }
        }
    }

    private void assertDoubledOnlyWhereKilled(RelaySink sink) {
        // A kill may come before anything is written; an end in good order does not.
        assertThat(written.get(KILLS)).isNotEmpty();
        int doubled = 0;
        for (Queue<RelaySink.Take> takes : sink.taken().values()) {
            List<RelaySink.Take> inOrder = new ArrayList<>(takes);
            inOrder.sort(Comparator.comparingInt(take -> take.life));
            for (int i = 1; i < inOrder.size(); i++) {
                RelaySink.Take before = inOrder.get(i - 1);
                String which =
                        "%s of %s, lives %d and %d"
                                .formatted(
                                        before.recipient,
                                        before.messageId,
                                        before.life,
                                        inOrder.get(i).life);
                assertThat(before.life).as(which).isLessThan(KILLS);
                assertThat(inOrder.get(i).life).as(which).isGreaterThan(before.life);
                assertThat(before.followed).as("went on after " + which).isFalse();
                assertThat(written.get(before.life)).as(which).doesNotContain(before.recipient);
                assertThat(inOrder.get(i).messageId).as(which).isEqualTo(before.messageId);
                doubled++;
            }
        }
        System.out.printf(
                "%d acknowledged, %d recipients taken, %d doubled, %d refused, %d put off%n",
                acknowledged.size(),
                sink.taken().size(),
                doubled,
                sink.refused().size(),
                sink.putOffs());
    }

    private void assertReportedOnce(ServerProcess server, RelaySink sink) throws IOException {
        Map<String, Integer> reported = new HashMap<>();
        try (TestClient client = server.tls("imaps")) {
            client.login("alice");
            client.imap("EXAMINE INBOX");
            for (String response : client.imap("UID FETCH 1:* BODY.PEEK[]")) {
                Matcher recipient = REPORTED.matcher(response);
                while (recipient.find()) {
                    reported.merge(recipient.group(1), 1, Integer::sum);
                }
            }
        }
        assertThat(reported.keySet()).isEqualTo(sink.refused());
        assertThat(reported.values()).allMatch(times -> times == 1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        if (!comesAbout(condition, Duration.ofMillis(120_000 + 50L * MESSAGES))) {
            fail("it does not come about");
        }
    }

    private static boolean comesAbout(BooleanSupplier condition, Duration within)
            throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
