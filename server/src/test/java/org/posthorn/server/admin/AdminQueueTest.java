package org.posthorn.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.BanSettings;
import org.posthorn.mailbox.login.Bans;
import org.posthorn.mailbox.login.LoginAttempt;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.login.LoginProtocol;
import org.posthorn.mailbox.login.LoginSettings;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.StoreHealth;
import org.posthorn.smtp.limits.SendingLimits;
import org.posthorn.smtp.limits.SendingSettings;
import org.posthorn.smtp.queue.DestinationState;

/// Looking at the queue and changing it, over real HTTP.
final class AdminQueueTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Claimant WORKER = new Claimant("worker", 1);
    private static final String TEXT = "Subject: x\r\n\r\nhello\r\n";
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    /// Nobody waits, and the second guess is one too many.
    private static final LoginSettings GUESSING =
            new LoginSettings(
                    Duration.ZERO,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    new BanSettings(2, Duration.ofHours(1)));

    @TempDir private Path data;
    private final FakeQueueControl control = new FakeQueueControl();
    private Instant time = START;
    private final SendingLimits limits =
            new SendingLimits(
                    new SendingSettings(0, 0, true), () -> time, new PrometheusRegistry());
    private final Bans bans = new Bans(GUESSING, new PrometheusRegistry());
    private Mail storage;
    private AdminApi api;
    private String token;

    @BeforeEach
    void start() throws IOException {
        storage = Mail.inMemory();
        api =
                AdminApi.open(
                        0,
                        data,
                        new AdminApi.Subject(
                                "1.2.3",
                                storage.directory(),
                                storage.routes(),
                                TestRouter.over(storage, storage.directory()),
                                storage.store(),
                                storage.outbound(),
                                () -> new StoreHealth(5 << 20, true),
                                List::of,
                                storage.check(),
                                storage.deliveryLog(),
                                control,
                                limits,
                                bans,
                                new PrometheusRegistry()));
        token = Files.readString(data.resolve("admin-token")).strip();
    }

    @AfterEach
    void stop() {
        api.close();
        storage.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        return ask("GET", path).body();
    }

    private String post(String path) throws Exception {
        return ask("POST", path).body();
    }

    private OutboundQueue queue() {
        return storage.outbound();
    }

    private QueueEntry add(String id, String sender, String recipient, Duration age) {
        return add(id, sender, recipient, age, new Kept(TEXT, "", Optional.empty()));
    }

    /// What a message says, what was said of it, and who is at work on it.
    private record Kept(String text, String reply, Optional<Claimant> claimant) {}

    private QueueEntry add(String id, String sender, String recipient, Duration age, Kept kept) {
        byte[] octets = kept.text().getBytes(StandardCharsets.US_ASCII);
        var arrived = queue().now().minus(age);
        var entry =
                new NewEntry(
                        queue().newId(),
                        new Envelope(id, sender, octets.length, arrived, MessageOptions.NONE),
                        recipient,
                        RecipientOptions.NONE,
                        "mx:" + recipient.substring(recipient.indexOf('@') + 1),
                        kept.claimant(),
                        kept.reply());
        var received =
                new DeliveryEvent(
                        arrived,
                        DeliveryEvent.Kind.RECEIVED,
                        id,
                        sender,
                        "",
                        Map.of(DeliveryEvent.Detail.MESSAGE_ID, id + "@There.example"));
        try (var body = storage.store().newBody()) {
            body.write(octets);
            return queue().post(
                            new Posting(
                                    storage.store().examine(body),
                                    List.of(),
                                    List.of(entry),
                                    List.of(received)))
                    .entries()
                    .getFirst();
        }
    }

    private List<DeliveryEvent.Kind> events(String id) {
        return storage.deliveryLog().find(new Question(id, Instant.EPOCH), 10).stream()
                .map(DeliveryEvent::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1 2 3",
        "to=bob@far.example, 1",
        "to=FAR.example, 1 2",
        "to=@far.example, 1 2",
        "to=example, ''",
        "from=alice@a.example, 1 3",
        "from=a.example, 1 3",
        "from=%3C%3E, 2",
        "destination=mx:near.example, 3",
        "destination=far.example, 1 2",
        "id=m2, 2",
        "id=%3CM1@there.example%3E, 1",
        "id=nothing@there.example, ''",
        "older-than=3600, 2 3",
        "older-than=3600&to=far.example, 2",
        "held=true, 3",
        "held=false, 1 2 3"
    })
    void list_hasThoseThatMeetAllConditions(String query, String expected) throws Exception {
        add("m1", "alice@a.example", "Bob@far.example", Duration.ofMinutes(5));
        add("m2", "", "carol@far.example", Duration.ofHours(2));
        var held = add("m3", "alice@a.example", "dave@near.example", Duration.ofDays(2));
        queue().reschedule(
                        held.id(),
                        Optional.empty(),
                        QueueActions.event(queue().now(), DeliveryEvent.Kind.HELD, "x"));
        String answer = get("/v1/queue/entries?" + query);
        for (String number : List.of("1", "2", "3")) {
            boolean isExpected = List.of(expected.split(" ", -1)).contains(number);
            assertThat(answer.contains("\"id\":\"m" + number + "\"")).isEqualTo(isExpected);
        }
    }

    @Test
    void list_goesOnWhereItLeftOff_withoutWhatCameSince() throws Exception {
        add("m1", "", "bob@far.example", Duration.ofMinutes(1));
        add("m2", "", "bob@far.example", Duration.ofMinutes(1));
        String first = get("/v1/queue/entries?most=1");
        assertThat(first).contains("\"m1\"").doesNotContain("\"m2\"");
        add("m3", "", "bob@far.example", Duration.ofHours(-1));
        String next = first.replaceAll("(?s).*\"next\":\"([^\"]*)\".*", "$1");
        assertThat(get("/v1/queue/entries?most=1&" + next))
                .contains("\"m2\"", "\"next\":\"\"")
                .doesNotContain("\"m3\"");
    }

    @Test
    void entry_isShown_andWhatTheQueueNotesForItselfIsInWords() throws Exception {
        var entry =
                add(
                        "m1",
                        "",
                        "bob@far.example",
                        Duration.ZERO,
                        new Kept(
                                TEXT,
                                "(an earlier attempt may have been taken) 450 4.7.1 grey",
                                Optional.of(WORKER)));
        assertThat(get("/v1/queue/entries/" + entry.id()))
                .contains("\"reply\":\"450 4.7.1 grey\"", "\"maybeTaken\":true")
                .contains("\"state\":\"leased\"", "\"node\":\"worker\"", "BODY=8BITMIME")
                .doesNotContain("\"due\"");
        assertThat(ask("GET", "/v1/queue/entries/999").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/v1/queue/entries/x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3 << 20})
    void message_isGivenAsItIs(int length) throws Exception {
        String text = "Subject: x\r\n\r\n" + "hello\r\n".repeat(length / 7 + 1);
        var entry =
                add("m1", "", "b@far.example", Duration.ZERO, new Kept(text, "", Optional.empty()));
        var answer = ask("GET", "/v1/queue/entries/" + entry.id() + "/message");
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        var head = ask("HEAD", "/v1/queue/entries/" + entry.id() + "/message");
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(text.length());
        assertThat(ask("GET", "/v1/queue/entries/9/message").statusCode()).isEqualTo(404);
    }

    @Test
    void entry_isHeldReleasedTriedAndRemoved_andTheLogTellsOfIt() throws Exception {
        var id = add("m1", "", "bob@far.example", Duration.ZERO).id();
        assertThat(post("/v1/queue/hold?entry=" + id)).contains("\"changed\":1");
        assertThat(queue().find(id).orElseThrow().isHeld()).isTrue();
        assertThat(post("/v1/queue/retry?entry=" + id)).contains("\"changed\":0,\"unchanged\":1");
        assertThat(control.asked).isEmpty();
        assertThat(post("/v1/queue/release?held=true")).contains("\"changed\":1");
        assertThat(post("/v1/queue/release?entry=" + id)).contains("\"unchanged\":1");
        assertThat(queue().find(id).orElseThrow().due()).isBeforeOrEqualTo(queue().now());
        assertThat(post("/v1/queue/retry?to=far.example")).contains("\"changed\":1");
        assertThat(control.asked).containsExactly("wake mx:far.example", "retry mx:far.example");
        assertThat(post("/v1/queue/remove?entry=" + id)).contains("\"changed\":1");
        assertThat(queue().list(0, 10)).isEmpty();
        assertThat(ask("POST", "/v1/queue/remove?entry=" + id).statusCode()).isEqualTo(404);
        assertThat(events("m1"))
                .containsExactly(
                        DeliveryEvent.Kind.RECEIVED,
                        DeliveryEvent.Kind.HELD,
                        DeliveryEvent.Kind.RELEASED,
                        DeliveryEvent.Kind.RELEASED,
                        DeliveryEvent.Kind.DISCARDED);
    }

    @Test
    void retryOfWhatIsUnderWay_leavesItsLease_andHoldTakesIt() throws Exception {
        var id =
                add(
                                "m1",
                                "",
                                "b@far.example",
                                Duration.ZERO,
                                new Kept(TEXT, "", Optional.of(WORKER)))
                        .id();
        assertThat(post("/v1/queue/retry?entry=" + id)).contains("\"leftUnderWay\":1");
        assertThat(queue().find(id).orElseThrow().claimant()).hasValue(WORKER);
        assertThat(control.asked).containsExactly("retry mx:far.example");
        assertThat(post("/v1/queue/hold?entry=" + id))
                .contains("\"changed\":1", "\"changedUnderWay\":1");
        assertThat(queue().renew(WORKER, List.of(id), Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void removeWithBounce_movesItToTheReports() throws Exception {
        var id =
                add(
                                "m1",
                                "alice@a.example",
                                "b@far.example",
                                Duration.ZERO,
                                new Kept(TEXT, "421 4.3.2 busy", Optional.of(WORKER)))
                        .id();
        assertThat(post("/v1/queue/remove?bounce=true&entry=" + id))
                .contains("\"changed\":1", "\"changedUnderWay\":1");
        var entry = queue().find(id).orElseThrow();
        assertThat(entry.destination()).isEqualTo(QueueEntry.REPORTS);
        assertThat(entry.reply())
                .isEqualTo(
                        "554 5.4.7 given up by the administrator; the last answer was: 421 4.3.2 busy");
        assertThat(entry.claimant()).isEmpty();
        assertThat(control.asked).containsExactly("wake report:");
        assertThat(post("/v1/queue/remove?bounce=true&entry=" + id)).contains("\"unchanged\":1");
    }

    @Test
    void changeOfMany_isDoneInParts() throws Exception {
        for (int i = 0; i < 5; i++) {
            add("m" + i, "", "b@far.example", Duration.ZERO);
        }
        String answer = post("/v1/queue/hold?all=true&most=3");
        assertThat(answer).contains("\"changed\":3");
        String next = answer.replaceAll("(?s).*\"next\":\"([^\"]*)\".*", "$1");
        assertThat(post("/v1/queue/hold?all=true&most=3&" + next))
                .contains("\"changed\":2", "\"next\":\"\"");
        assertThat(queue().list(0, 10)).allMatch(QueueEntry::isHeld);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "held=false",
                "held=perhaps",
                "to=",
                "older-than=2h",
                "entry=x",
                "all=1",
                "to=a.example&as-of=now"
            })
    void wrongChoice_changesNothing(String query) throws Exception {
        add("m1", "", "b@a.example", Duration.ZERO);
        assertThat(ask("POST", "/v1/queue/remove?" + query).statusCode()).isEqualTo(400);
        assertThat(queue().list(0, 10)).hasSize(1);
    }

    @Test
    void stats_countByDestinationAndAge() throws Exception {
        for (int i = 0; i < 3; i++) {
            add("m" + i, "", "b@far.example", Duration.ofHours(2));
        }
        add(
                "n1",
                "",
                "b@far.example",
                Duration.ZERO,
                new Kept(TEXT, "450 no", Optional.of(WORKER)));
        add("n2", "", "b@near.example", Duration.ofDays(3));
        control.states.add(
                new DestinationState(
                        "mx:far.example",
                        "mx1.far.example",
                        4,
                        1,
                        2,
                        Duration.ofSeconds(90),
                        Optional.of("421 busy")));
        String stats = get("/v1/queue/stats?most=1");
        assertThat(stats)
                .contains("\"ageBoundsSeconds\":[600,3600,14400,86400]")
                .contains("\"entries\":4,\"held\":0,\"leased\":1,\"ages\":[1,0,3,0,0]")
                .contains("\"inMemory\":4,\"connections\":1,\"concurrency\":2")
                .contains("\"retriedInSeconds\":90", "\"reply\":\"421 busy\"")
                .contains("\"others\":{\"entries\":1,\"held\":0,\"leased\":0,\"ages\":[0,0,0,0,1]")
                .contains("\"total\":{\"entries\":5", "\"destinations\":2")
                .doesNotContain("mx:near.example");
    }

    private void guess(String address) throws Exception {
        var gate = LoginGate.of(storage.authenticator(), GUESSING, new PrometheusRegistry(), bans);
        for (int i = 0; i < 2; i++) {
            gate.attempt(
                    new LoginAttempt(
                            LoginProtocol.IMAP,
                            "s1",
                            InetAddress.ofLiteral(address),
                            "x@a.example"),
                    new Password("wrong"),
                    _ -> {});
        }
    }

    @Test
    void bans_areListedAndLifted() throws Exception {
        assertThat(get("/v1/bans")).isEqualTo("[]");
        guess("192.0.2.7");
        guess("2001:db8::1");
        guess("198.51.100.1");
        assertThat(get("/v1/bans"))
                .contains(
                        "{\"network\":\"192.0.2.7\",\"refused\":2,\"since\":\"",
                        "\"network\":\"2001:db8:0:0:0:0:0:0/64\"");
        assertThat(post("/v1/bans/lift?network=2001%3Adb8%3A%3A99")).isEqualTo("{\"lifted\":1}");
        assertThat(get("/v1/bans")).doesNotContain("2001");
        assertThat(ask("POST", "/v1/bans/lift?network=2001%3Adb8%3A%3A99").statusCode())
                .isEqualTo(404);
        assertThat(ask("POST", "/v1/bans/lift?network=example.com").statusCode()).isEqualTo(400);
        assertThat(post("/v1/bans/lift")).isEqualTo("{\"lifted\":2}");
        assertThat(get("/v1/bans")).isEqualTo("[]");
    }

    @Test
    void pausedAccount_isListedAndLifted() throws Exception {
        var a = new DomainName("a.example");
        var bob = new EmailAddress("bob", a);
        storage.directory().addDomain(a);
        storage.directory().addAccount(bob, new Password("secret"));
        var account = storage.directory().account(bob).orElseThrow();
        assertThat(get("/v1/sending/paused")).isEqualTo("[]");
        String path = "/v1/sending/paused/bob%40a.example";
        assertThat(ask("DELETE", path).statusCode()).isEqualTo(404);
        limits.countRecipient(account);
        time = START.plus(Duration.ofDays(3));
        for (int i = 0; i < 1000; i++) {
            limits.countRecipient(account);
        }
        assertThat(get("/v1/sending/paused")).isEqualTo("[{\"address\":\"bob@a.example\"}]");
        assertThat(ask("DELETE", path).statusCode()).isEqualTo(204);
        assertThat(get("/v1/sending/paused")).isEqualTo("[]");
        assertThat(ask("DELETE", "/v1/sending/paused/x%40a.example").statusCode()).isEqualTo(404);
    }
}
