package org.posthorn.mailbox.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.DeliveryLogRows.Part;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.RowsContract;

/// The delivery log over any storage.
public abstract class DeliveryLogContract extends RowsContract {
    private static final Instant START = Instant.EPOCH;
    private static final int KEEP_DAYS = 30;

    private Instant now = NOON;

    private KeptDeliveryLog log() {
        return new KeptDeliveryLog(one(), () -> now, KEEP_DAYS);
    }

    private static DeliveryEvent event(
            Instant at, Kind kind, String message, Map<Detail, String> details) {
        return new DeliveryEvent(
                at, kind, message, "bob@example.org", "alice@example.com", details);
    }

    private void append(DeliveryEvent... events) {
        change(tx -> tx.deliveryLog().append(List.of(events)));
    }

    private static List<String> story(List<DeliveryEvent> events) {
        return events.stream().map(event -> event.message() + " " + event.kind()).toList();
    }

    private List<String> find(String key) {
        return story(log().find(new Question(key, START), 10));
    }

    /// All that there is, as it lies.
    private List<DeliveryEvent> everything(MailStorage storage) {
        return storage.reading(tx -> {
            var all = new ArrayList<DeliveryEvent>();
            for (Part part : Part.values()) {
                for (int day : tx.deliveryLog().days(part)) {
                    tx.deliveryLog()
                            .keys(part, day, 0, 1_000_000)
                            .forEach(keys ->
                                    tx.deliveryLog()
                                            .octets(keys.place())
                                            .map(LogPiece::events)
                                            .ifPresent(all::addAll));
                }
            }
            return all;
        });
    }

    private int pieces(Part part) {
        return read(tx ->
                tx.deliveryLog().days(part).stream()
                        .mapToInt(day -> tx.deliveryLog().keys(part, day, 0, 1_000_000).size())
                        .sum());
    }

    @Test
    void message_isFoundByAllThatItHas_withAllThatHappenedToIt() {
        append(
                event(NOON, Kind.RECEIVED, "Msg1", Map.of(Detail.MESSAGE_ID, "Abc.1@example.org")),
                new DeliveryEvent(
                        NOON,
                        Kind.QUEUED,
                        "Msg1",
                        "bob@example.org",
                        "carol@example.net",
                        Map.of()),
                event(NOON, Kind.STORED, "other", Map.of()));
        append(
                new DeliveryEvent(
                        NOON.plusSeconds(5),
                        Kind.DELIVERED,
                        "Msg1",
                        "bob@example.org",
                        "carol@example.net",
                        Map.of()));
        for (String key :
                List.of(
                        "carol@example.net",
                        "Carol@EXAMPLE.net",
                        "example.net",
                        "<abc.1@example.org>",
                        "ABC.1@example.org",
                        "msg1")) {
            assertThat(find(key))
                    .as(key)
                    .containsExactly("Msg1 RECEIVED", "Msg1 QUEUED", "Msg1 DELIVERED");
        }
        assertThat(find("bob@example.org")).contains("other STORED").hasSize(4);
        assertThat(find("nobody@example.org")).isEmpty();
        assertThat(find("")).isEmpty();
    }

    @Test
    void reports_areFoundWithTheMessage_andTheMessageWithItsReport() {
        append(event(NOON, Kind.RECEIVED, "m1", Map.of(Detail.MESSAGE_ID, "x@y.example")));
        append(
                event(NOON.plusSeconds(1), Kind.FAILED, "m1", Map.of(Detail.REPORT, "bounce1")),
                new DeliveryEvent(
                        NOON.plusSeconds(1),
                        Kind.QUEUED,
                        "bounce1",
                        "",
                        "bob@example.org",
                        Map.of()));
        append(
                new DeliveryEvent(
                        NOON.plusSeconds(2),
                        Kind.DELIVERED,
                        "bounce1",
                        "",
                        "bob@example.org",
                        Map.of()));
        append(
                new DeliveryEvent(
                        NOON.plusSeconds(3),
                        Kind.REPORT_RECEIVED,
                        "incoming",
                        "",
                        "bob@example.org",
                        Map.of(Detail.REPORT, "m1")));
        var all =
                List.of(
                        "m1 RECEIVED",
                        "m1 FAILED",
                        "bounce1 QUEUED",
                        "bounce1 DELIVERED",
                        "incoming REPORT_RECEIVED");
        assertThat(find("x@y.example")).isEqualTo(all);
        assertThat(find("m1")).isEqualTo(all);
        assertThat(find("incoming")).contains("m1 RECEIVED", "incoming REPORT_RECEIVED");
        assertThat(find("bounce1")).contains("m1 RECEIVED", "bounce1 DELIVERED");
    }

    @Test
    void newestMessages_areChosen_whereThereAreMore() {
        for (int i = 0; i < 30; i++) {
            append(event(NOON.plusSeconds(i), Kind.RECEIVED, "m" + i, Map.of()));
        }
        var log = log();
        assertThat(story(log.find(new Question("example.com", START), 2)))
                .containsExactly("m28 RECEIVED", "m29 RECEIVED");
        now = NOON.plus(Duration.ofDays(2));
        log.pack();
        assertThat(pieces(Part.YOUNG)).isZero();
        assertThat(story(log.find(new Question("example.com", START), 2)))
                .containsExactly("m28 RECEIVED", "m29 RECEIVED");
    }

    @Test
    void since_choosesMessages_ofWhichAllIsTold() {
        append(event(NOON, Kind.RECEIVED, "early", Map.of()));
        append(event(NOON, Kind.RECEIVED, "long", Map.of()));
        append(event(NOON.plusSeconds(60), Kind.DELIVERED, "long", Map.of()));
        assertThat(story(log().find(new Question("example.com", NOON.plusSeconds(30)), 10)))
                .containsExactly("long RECEIVED", "long DELIVERED");
    }

    @Test
    void until_choosesWhatCameBefore() {
        append(event(NOON, Kind.RECEIVED, "early", Map.of()));
        append(event(NOON.plusSeconds(60), Kind.RECEIVED, "late", Map.of()));
        append(event(NOON.plus(Duration.ofDays(1)), Kind.RECEIVED, "later", Map.of()));
        var question = new Question("example.com", START, NOON.plusSeconds(60), Set.of());
        assertThat(story(log().find(question, 10))).containsExactly("early RECEIVED");
    }

    @Test
    void searchThatGoesOnForLong_ends_andSaysWhere_andCanBeContinued() {
        int pieces = Search.MOST_PIECES + 50;
        append(event(NOON, Kind.HELD, "first", Map.of()));
        for (int i = 1; i < pieces; i++) {
            append(event(NOON.plusSeconds(i), Kind.RECEIVED, "m" + i, Map.of()));
        }
        var held = Set.of(Kind.HELD);
        var findings = log().search(new Question("example.com", START, held), 5);
        assertThat(findings.events()).isEmpty();
        Instant back = findings.lookedBackTo().orElseThrow();
        assertThat(back).isBetween(NOON, NOON.plusSeconds(60));
        var more = log().search(new Question("example.com", START, back, held), 5);
        assertThat(story(more.events())).containsExactly("first HELD");
        assertThat(more.lookedBackTo()).isEmpty();
        assertThat(log().search(new Question("m3", START), 5).lookedBackTo()).isEmpty();
    }

    @Test
    void outcomes_chooseMessages_howeverManyThereAre() {
        append(event(NOON, Kind.RECEIVED, "bad", Map.of(Detail.MESSAGE_ID, "bad@x.example")));
        append(event(NOON, Kind.FAILED, "bad", Map.of()));
        append(new DeliveryEvent(NOON, Kind.REFUSED, "", "", "alice@example.com", Map.of()));
        for (int i = 0; i < 20; i++) {
            append(
                    event(NOON.plusSeconds(i), Kind.RECEIVED, "m" + i, Map.of()),
                    event(NOON.plusSeconds(i), Kind.STORED, "m" + i, Map.of()));
        }
        var failed = Set.of(Kind.FAILED, Kind.EXPIRED);
        assertThat(story(log().find(new Question("example.com", START, failed), 5)))
                .containsExactly("bad RECEIVED", "bad FAILED");
        assertThat(story(log().find(new Question("bad@x.example", START, failed), 5)))
                .containsExactly("bad RECEIVED", "bad FAILED");
        assertThat(story(log().find(new Question("example.com", START, Set.of(Kind.REFUSED)), 5)))
                .containsExactly(" REFUSED");
        assertThat(log().find(new Question("example.com", START, Set.of(Kind.HELD)), 5)).isEmpty();
    }

    @Test
    void packing_changesNothingThatIsFound() {
        change(tx -> {
            for (int i = 0; i < 3000; i++) {
                var details = Map.of(Detail.MESSAGE_ID, i + "@host.example");
                Instant at = NOON.plusMillis(i);
                tx.deliveryLog()
                        .append(
                                List.of(
                                        event(at, Kind.RECEIVED, "m" + i, details),
                                        event(at, Kind.STORED, "m" + i, Map.of())));
            }
        });
        var before = everything(one());
        var log = log();
        log.pack();
        assertThat(pieces(Part.YOUNG)).as("rows that are too young").isEqualTo(3000);
        now = NOON.plusSeconds(90);
        log.pack();
        assertThat(pieces(Part.PACKED)).isPositive();
        assertThat(pieces(Part.YOUNG)).as("no whole piece").isBetween(1, 2999);
        assertThat(everything(one())).containsExactlyInAnyOrderElementsOf(before);
        assertThat(find("7@host.example")).containsExactly("m7 RECEIVED", "m7 STORED");
        now = NOON.plus(Duration.ofDays(1));
        log.pack();
        assertThat(pieces(Part.YOUNG)).isZero();
        assertThat(everything(one())).containsExactlyInAnyOrderElementsOf(before);
        assertThat(find("2999@host.example")).containsExactly("m2999 RECEIVED", "m2999 STORED");
    }

    /// Several who write, several who pack, one who asks.
    @Test
    void nothingIsLostOrDoubled_whileOthersPack() throws Exception {
        now = NOON.plusSeconds(3600);
        var writing = new AtomicBoolean(true);
        var works = new ArrayList<Callable<Boolean>>();
        for (int writer = 0; writer < 2; writer++) {
            String name = "w" + writer + "-";
            MailStorage side = writer == 0 ? one() : other();
            works.add(() -> {
                for (int i = 0; i < 400; i++) {
                    var event =
                            event(
                                    NOON,
                                    Kind.STORED,
                                    name + i,
                                    Map.of(Detail.RULE, "r".repeat(990)));
                    side.inTransaction(tx -> {
                        tx.deliveryLog().append(List.of(event));
                        return true;
                    });
                }
                return writing.getAndSet(false);
            });
        }
        for (MailStorage side : List.of(one(), other())) {
            works.add(() -> {
                var log = new KeptDeliveryLog(side, () -> now, KEEP_DAYS);
                while (writing.get()) {
                    packUnlessAnotherDoes(log);
                    assertThat(log.find(new Question("w0-7", START), 3).size())
                            .isLessThanOrEqualTo(1);
                }
                return true;
            });
        }
        together(works);
        // The writers may have been done before anybody had something to pack.
        packUnlessAnotherDoes(new KeptDeliveryLog(one(), () -> now, KEEP_DAYS));
        assertThat(pieces(Part.PACKED)).isPositive();
        var all = everything(one());
        assertThat(all).hasSize(800).doesNotHaveDuplicates();
        assertThat(find("w0-7")).containsExactly("w0-7 STORED");
    }

    private static void packUnlessAnotherDoes(KeptDeliveryLog log) {
        try {
            log.pack();
        } catch (org.posthorn.mailbox.store.StoreException e) {
            assertThat(e).hasMessageContaining("somebody else packs");
        }
    }

    @Test
    void oldDays_go_andNothingElse() {
        now = NOON.plus(Duration.ofDays(KEEP_DAYS + 2));
        for (int day = 0; day < 5; day++) {
            append(event(NOON.plus(Duration.ofDays(day)), Kind.STORED, "young" + day, Map.of()));
            var piece =
                    LogPiece.compressed(
                                    List.of(
                                            event(
                                                    NOON.plus(Duration.ofDays(day)),
                                                    Kind.STORED,
                                                    "packed" + day,
                                                    Map.of())))
                            .getFirst();
            change(tx -> tx.deliveryLog().add(Part.PACKED, piece));
        }
        log().forget();
        assertThat(everything(one()))
                .extracting(DeliveryEvent::message)
                .containsExactlyInAnyOrder(
                        "young2", "young3", "young4", "packed2", "packed3", "packed4");
    }

    @Test
    void notes_areFoundAtOnce_andAreOnDiskAfterTheEnd() {
        var refused =
                new DeliveryEvent(
                        NOON, Kind.REFUSED, "", "x@example.org", "alice@example.com", Map.of());
        try (var log = log()) {
            log.note(refused);
            assertThat(log.find(new Question("alice@example.com", START), 3))
                    .containsExactly(refused);
            log.note(refused);
        }
        assertThat(everything(one())).containsExactly(refused, refused);
    }

    @Test
    void floodOfRefusals_isKeptInPart_andCounted() {
        try (var log = log()) {
            for (int i = 0; i < 1000; i++) {
                log.note(refusal("192.0.2.7", i));
            }
            log.note(refusal("192.0.2.8", 1));
            log.writeNotes();
            assertThat(everything(one())).hasSize(Notes.EACH + 1);
            now = NOON.plusSeconds(60);
            log.note(refusal("192.0.2.7", 5000));
            log.writeNotes();
            assertThat(everything(one())).hasSize(Notes.EACH + 3);
            assertThat(log.find(new Question("192.0.2.7", START), 100))
                    .filteredOn(event -> event.detail(Detail.MORE).isPresent())
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.detail(Detail.MORE)).contains("980");
                        assertThat(event.kind()).isEqualTo(Kind.REFUSED);
                        assertThat(event.detail(Detail.REPLY)).contains("550 no");
                    });
            for (int i = 0; i < 30; i++) {
                log.note(refusal("192.0.2.9", i));
            }
        }
        assertThat(everything(one()))
                .filteredOn(event -> event.detail(Detail.MORE).isPresent())
                .extracting(event -> event.detail(Detail.MORE).orElse(""))
                .containsExactlyInAnyOrder("980", "10");
    }

    private static DeliveryEvent refusal(String client, int number) {
        return new DeliveryEvent(
                NOON.plusMillis(number),
                Kind.REFUSED,
                "",
                "spam" + number + "@example.org",
                "alice@example.com",
                Map.of(Detail.CLIENT, client, Detail.REPLY, "550 no"));
    }
}
