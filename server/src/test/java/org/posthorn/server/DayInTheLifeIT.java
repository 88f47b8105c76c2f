package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the delivery log says of a day's mail is what both ends have seen: the senders, of each
/// message and each refusal, the mailboxes, and the server beyond.
///
/// `-Dposthorn.day=5000` makes it long, `-Dposthorn.seed=N` makes its chances those of another run.
final class DayInTheLifeIT {
    private static final int MESSAGES = Integer.getInteger("posthorn.day", 200);
    private static final int ACCOUNTS = 60;
    private static final int CLIENTS = 8;

    private static final String CONF =
            ServerProcess.CONF
                    + """
                    smtp: {max-message-size: 64 KiB}
                    queue: {first-retry: 1 s, longest-retry: 1 s, first-site-retry: 1 s}
                    """;
    private static final Pattern ACCEPTED = Pattern.compile("250 2\\.6\\.0 accepted as (\\w+)");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?i)Message-ID: *<([0-9]+)@example\\.com>");

    @TempDir private Path folder;

    private final long seed = Long.getLong("posthorn.seed", System.nanoTime());
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final Queue<Sent> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    /// A message that was acknowledged.
    ///
    /// @param locals the accounts that it is for
    /// @param remotes the addresses elsewhere that it is for
    private record Sent(
            String id, int number, String sender, List<String> locals, List<String> remotes) {
        String messageId() {
            return number + "@example.com";
        }
    }

    /// A recipient, or a message to it, that was not acknowledged.
    private record Refused(String recipient, String reply) {}

    /// Whom a message names, and for whom it is.
    private record Audience(List<String> named, List<String> locals, List<String> remotes) {}

    @Test
    void trace_saysOfEachMessage_whatBothEndsHaveSeen() throws Exception {
        System.out.printf("seed %d, %d messages%n", seed, MESSAGES);
        try (RelaySink sink = new RelaySink(seed)) {
            try (ServerProcess server = ServerProcess.start(folder, CONF, List.of())) {
                setUp(server, sink);
                sendAll(server, sink);
                awaitSettled(sink);
                assertThat(server.terminate()).isEqualTo(143);
            }
            // What was counted only is on disk when the server has stopped.
            try (ServerProcess server = ServerProcess.start(folder, CONF, List.of())) {
                Map<String, List<Integer>> stored = new HashMap<>();
                for (Sent sent : accepted) {
                    compare(server, sink, sent, stored);
                }
                compareMailboxes(server, stored);
                compareRefusals(server);
            }
            assertThat(sink.complaints()).isEmpty();
        }
        long remotes = accepted.stream().mapToLong(sent -> sent.remotes().size()).sum();
        System.out.printf(
                "%d accepted, for %d recipients elsewhere; %d refused%n",
                accepted.size(), remotes, refused.size());
    }

    // The day.

    private static void setUp(ServerProcess server, RelaySink sink) throws Exception {
        server.createAccounts(
                IntStream.range(0, ACCOUNTS).mapToObj(i -> "u" + i).toArray(String[]::new));
        route(
                server,
                "relay/sink",
                "\"host\": \"[127.0.0.1]\", \"port\": \"%d\", \"tls\": \"never\""
                        .formatted(sink.port()));
        route(server, "relay-use/default", "\"relay\": \"sink\"");
        route(server, "forward/fw%40example.com", "\"to\": [\"" + reachable(sink, "fw") + "\"]");
        route(
                server,
                "group/team%40example.com",
                "\"members\": [\"u2@example.com\", \"u3@example.com\", \"%s\"], \"posting\": \"anyone\""
                        .formatted(reachable(sink, "member")));
    }

    private static void route(ServerProcess server, String path, String properties)
            throws Exception {
        server.admin("POST", "/v1/routes/" + path, "{\"properties\": {%s}}".formatted(properties));
    }

    /// Somebody whom the sink takes at once.
    private static String reachable(RelaySink sink, String name) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "%s%d@there.example".formatted(name, i))
                .filter(address -> !sink.refuses(address) && !sink.putsOff(address))
                .findFirst()
                .orElseThrow();
    }

    private void sendAll(ServerProcess server, RelaySink sink) throws InterruptedException {
        List<Thread> clients =
                IntStream.range(0, CLIENTS)
                        .mapToObj(client ->
                                Thread.ofVirtual()
                                        .start(() -> send(server, sink, seed * CLIENTS + client)))
                        .toList();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(unexpected).isEmpty();
    }

    private void send(ServerProcess server, RelaySink sink, long clientSeed) {
        var random = new Random(clientSeed);
        try {
            for (int number = lastNumber.incrementAndGet();
                    number <= MESSAGES;
                    number = lastNumber.incrementAndGet()) {
                switch (random.nextInt(10)) {
                    case 0 -> refusedRecipient(server, number, random);
                    case 1 -> tooLarge(server, number);
                    case 2, 3 -> inbound(server, sink, number, random);
                    default -> submit(server, number, random);
                }
            }
        } catch (IOException | AssertionError e) {
            unexpected.add(e);
        }
    }

    private static String account(Random random) {
        return "u%d@example.com".formatted(random.nextInt(ACCOUNTS));
    }

    private static TestClient greeted(ServerProcess server) throws IOException {
        TestClient client = server.plain("smtp");
        client.expect("220");
        client.ask("EHLO client.example.org", "250");
        return client;
    }

    private void refusedRecipient(ServerProcess server, int number, Random random)
            throws IOException {
        String recipient =
                random.nextBoolean()
                        ? "nobody%d@example.com".formatted(number)
                        : "x%d@elsewhere.example".formatted(number);
        try (TestClient client = greeted(server)) {
            client.ask("MAIL FROM:<stranger@far.example>", "250");
            refused.add(new Refused(recipient, client.ask("RCPT TO:<" + recipient + ">", "550")));
            client.ask("QUIT", "221");
        }
    }

    private void tooLarge(ServerProcess server, int number) throws IOException {
        String recipient = "u%d@example.com".formatted(number % ACCOUNTS);
        try (TestClient client = greeted(server)) {
            client.ask("MAIL FROM:<large%d@far.example>".formatted(number), "250");
            client.ask("RCPT TO:<" + recipient + ">", "250");
            client.ask("DATA", "354");
            client.send("x\r\n".repeat(30_000));
            refused.add(new Refused(recipient, client.ask(".", "552")));
            client.ask("QUIT", "221");
        }
    }

    private void inbound(ServerProcess server, RelaySink sink, int number, Random random)
            throws IOException {
        String one = account(random);
        Audience audience =
                switch (random.nextInt(3)) {
                    case 0 -> new Audience(List.of(one), List.of(one), List.of());
                    case 1 ->
                            new Audience(
                                    List.of("team@example.com", "u3@example.com"),
                                    List.of("u2@example.com", "u3@example.com"),
                                    List.of(reachable(sink, "member")));
                    default ->
                            new Audience(
                                    List.of("fw@example.com", one),
                                    List.of(one),
                                    List.of(reachable(sink, "fw")));
                };
        try (TestClient client = greeted(server)) {
            transact(client, number, "s%d@far.example".formatted(number), audience);
        }
    }

    /// Nearly a half of these go elsewhere.
    private void submit(ServerProcess server, int number, Random random) throws IOException {
        String sender = account(random);
        var locals = new ArrayList<String>();
        var remotes = new ArrayList<String>();
        if (random.nextInt(100) < 55) {
            Stream.generate(() -> account(random))
                    .limit(1 + random.nextInt(3))
                    .distinct()
                    .forEach(locals::add);
        }
        for (int i = locals.isEmpty() ? 0 : random.nextInt(8); i < 2; i++) {
            remotes.add("r%dx%d@there.example".formatted(number, i));
        }
        var named = Stream.concat(locals.stream(), remotes.stream()).toList();
        byte[] login = ("\0" + sender + "\0secret").getBytes(StandardCharsets.US_ASCII);
        try (TestClient client = server.tls("submissions")) {
            client.expect("220");
            client.ask("EHLO client.example.org", "250");
            client.ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(login), "235");
            transact(client, number, sender, new Audience(named, locals, remotes));
        }
    }

    private void transact(TestClient client, int number, String sender, Audience audience)
            throws IOException {
        client.ask("MAIL FROM:<" + sender + ">", "250");
        for (String recipient : audience.named()) {
            client.ask("RCPT TO:<" + recipient + ">", "250");
        }
        client.ask("DATA", "354");
        client.send(
                """
                From: %s
                Date: Mon, 2 Nov 2026 10:00:00 +0000
                Message-ID: <%d@example.com>
                Subject: %d

                end of %d
                """
                        .formatted(sender, number, number, number)
                        .replace("\n", "\r\n"));
        Matcher reply = ACCEPTED.matcher(client.ask(".", "250"));
        assertThat(reply.matches()).isTrue();
        accepted.add(
                new Sent(reply.group(1), number, sender, audience.locals(), audience.remotes()));
        client.ask("QUIT", "221");
    }

    private void awaitSettled(RelaySink sink) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).plusMillis(50L * MESSAGES).toNanos();
        while (!accepted.stream().allMatch(sent -> isSettled(sink, sent))) {
            if (System.nanoTime() - end > 0) {
                fail("mail is still under way");
            }
            Thread.sleep(50);
        }
        // The last answer is on its way to the log.
        Thread.sleep(1000);
    }

    private static boolean isSettled(RelaySink sink, Sent sent) {
        List<String> taken = sink.recipientsOf("<" + sent.messageId() + ">");
        return sent.remotes().stream()
                .allMatch(remote -> sink.refuses(remote) || taken.contains(remote));
    }

    // What the log says.

    private static List<JsonObject> trace(ServerProcess server, String key, String more)
            throws Exception {
        String answer =
                server.admin(
                        "GET",
                        "/v1/trace?key="
                                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                                + "&most=1000"
                                + more,
                        "");
        return objects(JsonParser.create(answer).readJsonObject(), "messages");
    }

    private static List<JsonObject> objects(JsonObject in, String name) {
        return in.arrayValue(name).orElseThrow().values().stream()
                .map(JsonValue::asObject)
                .toList();
    }

    private static String text(JsonObject of, String name) {
        return of.stringValue(name).orElse("");
    }

    private static String detail(JsonObject event, String name) {
        return text(event.objectValue("details").orElseThrow(), name);
    }

    private static List<JsonObject> of(List<JsonObject> events, String kind) {
        return events.stream().filter(event -> text(event, "event").equals(kind)).toList();
    }

    private static List<String> recipients(List<JsonObject> events, String kind) {
        return of(events, kind).stream().map(event -> text(event, "recipient")).sorted().toList();
    }

    private void compare(
            ServerProcess server, RelaySink sink, Sent sent, Map<String, List<Integer>> stored)
            throws Exception {
        List<JsonObject> events =
                trace(server, sent.id(), "").stream()
                        .filter(message -> text(message, "id").equals(sent.id()))
                        .flatMap(message -> objects(message, "events").stream())
                        .toList();
        String which = sent + ": " + events;
        assertThat(trace(server, sent.messageId(), ""))
                .as(which)
                .anySatisfy(message -> assertThat(objects(message, "events")).isEqualTo(events));

        assertThat(of(events, "received")).as(which).hasSize(1);
        JsonObject received = of(events, "received").getFirst();
        assertThat(text(received, "sender")).as(which).isEqualTo(sent.sender());
        assertThat(detail(received, "message-id")).as(which).isEqualTo(sent.messageId());
        assertThat(detail(received, "client")).as(which).isEqualTo("127.0.0.1");

        assertThat(recipients(events, "stored"))
                .as(which)
                .isEqualTo(sent.locals().stream().sorted().toList());
        sent.locals()
                .forEach(account ->
                        stored.computeIfAbsent(account, _ -> new ArrayList<>()).add(sent.number()));

        List<String> remotes = sent.remotes().stream().sorted().toList();
        assertThat(recipients(events, "queued")).as(which).isEqualTo(remotes);
        assertThat(recipients(events, "delivered"))
                .as(which)
                .isEqualTo(sink.recipientsOf("<" + sent.messageId() + ">"))
                .isEqualTo(remotes.stream().filter(remote -> !sink.refuses(remote)).toList());
        assertThat(recipients(events, "failed"))
                .as(which)
                .isEqualTo(remotes.stream().filter(sink::refuses).toList());
        assertThat(of(events, "failed"))
                .as(which)
                .allSatisfy(event ->
                        assertThat(detail(event, "reply"))
                                .contains("550 5.1.1 nobody has this address"));
        assertThat(recipients(events, "deferred"))
                .as(which)
                .isEqualTo(remotes.stream().filter(sink::putsOff).toList());
        assertThat(of(events, "deferred"))
                .as(which)
                .allSatisfy(event ->
                        assertThat(detail(event, "reply")).contains("450 4.2.0 come back"));
        assertThat(of(events, "reported").isEmpty())
                .as(which)
                .isEqualTo(of(events, "failed").isEmpty());
    }

    private static void compareMailboxes(ServerProcess server, Map<String, List<Integer>> stored)
            throws IOException {
        for (Map.Entry<String, List<Integer>> account : stored.entrySet()) {
            var found = new ArrayList<Integer>();
            try (TestClient client = server.tls("imaps")) {
                client.login(account.getKey().substring(0, account.getKey().indexOf('@')));
                client.imap("EXAMINE INBOX");
                for (String response :
                        client.imap("UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]")) {
                    Matcher id = MESSAGE_ID.matcher(response);
                    if (id.find()) {
                        found.add(Integer.valueOf(id.group(1)));
                    }
                }
            }
            assertThat(found)
                    .as(account.getKey())
                    .containsExactlyInAnyOrderElementsOf(account.getValue());
        }
    }

    /// Of one client some refusals of a minute are kept, and the others counted.
    private void compareRefusals(ServerProcess server) throws Exception {
        long said = 0;
        for (JsonObject message : trace(server, "127.0.0.1", "&outcome=refused")) {
            for (JsonObject event : of(objects(message, "events"), "refused")) {
                String more = detail(event, "more");
                said += more.isEmpty() ? 1 : Long.parseLong(more);
                String recipient = text(event, "recipient");
                if (!recipient.isEmpty()) {
                    assertThat(refused)
                            .as(event.toString())
                            .anySatisfy(each -> {
                                assertThat(each.recipient()).isEqualTo(recipient);
                                assertThat(detail(event, "reply")).isEqualTo(each.reply());
                            });
                }
            }
        }
        assertThat(said).isEqualTo(refused.size());
    }
}
