package org.posthorn.mailbox.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;

/// Events come back as they were stored, and nothing else that is read does harm.
final class LogPieceTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.123Z");

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private static List<DeliveryEvent> events(List<LogPiece> pieces) {
        return pieces.stream().flatMap(piece -> piece.events().stream()).toList();
    }

    private static DeliveryEvent event(Kind kind, String message, Map<Detail, String> details) {
        return new DeliveryEvent(NOON, kind, message, "a@example.org", "b@example.net", details);
    }

    @Test
    void everyKindAndDetail_hasANumber() {
        var all = new ArrayList<DeliveryEvent>();
        for (Kind kind : Kind.values()) {
            var details = new EnumMap<Detail, String>(Detail.class);
            for (Detail detail : Detail.values()) {
                details.put(detail, detail + " of " + kind);
            }
            all.add(event(kind, "id", details));
        }
        assertThat(events(LogPiece.of(all))).isEqualTo(all);
        assertThat(events(LogPiece.compressed(all))).isEqualTo(all);
    }

    /// What is on disk stays what it is.
    @Test
    void form_isTheOneOfBefore() {
        var event =
                new DeliveryEvent(
                        Instant.EPOCH.plusMillis(1),
                        Kind.STORED,
                        "m1",
                        "",
                        "b@x",
                        Map.of(Detail.FOLDER, "b@x"));
        assertThat(LogPiece.of(List.of(event)))
                .singleElement()
                .satisfies(piece -> {
                    assertThat(piece.octets())
                            .containsExactly(
                                    1, 3, 2, 1, 2, 'm', '1', 0, 1, 3, 'b', '@', 'x', 1, 11, 2);
                    assertThat(piece.keys()).hasSize(3 * LogKeys.OCTETS);
                });
        assertThat(LogKeys.hash("alice@example.com")).isEqualTo(0xab249b);
    }

    @Test
    void commonEvents_takeLittleRoom() {
        var received =
                event(
                        Kind.RECEIVED,
                        "01hf3k9q2v",
                        Map.of(
                                Detail.CLIENT, "192.0.2.1",
                                Detail.HELLO, "mail.example.org",
                                Detail.SIZE, "4096",
                                Detail.MESSAGE_ID, "20261127120000.4711@example.org"));
        var stored = event(Kind.STORED, "01hf3k9q2v", Map.of(Detail.FOLDER, "INBOX"));
        int one = LogPiece.of(List.of(received)).getFirst().octets().length;
        int both = LogPiece.of(List.of(received, stored)).getFirst().octets().length;
        assertThat(one).isLessThan(130);
        assertThat(both - one).isLessThan(20);
    }

    @Test
    void manyEvents_areSeveralPieces_inOrder() {
        var all = new ArrayList<DeliveryEvent>();
        for (int i = 0; i < 5000; i++) {
            all.add(
                    new DeliveryEvent(
                            NOON.plusMillis(i),
                            Kind.DELIVERED,
                            "id" + i,
                            "s" + i + "@example.org",
                            "r" + i + "@d" + i + ".example.net",
                            Map.of(Detail.REPLY, "250 2.0.0 ok " + i)));
        }
        for (List<LogPiece> pieces : List.of(LogPiece.of(all), LogPiece.compressed(all))) {
            assertThat(pieces).hasSizeGreaterThan(1);
            assertThat(pieces)
                    .allSatisfy(piece -> {
                        assertThat(piece.octets().length).isLessThanOrEqualTo(LogPiece.MOST_OCTETS);
                        assertThat(piece.keys().length).isLessThanOrEqualTo(LogPiece.MOST_OCTETS);
                    });
            assertThat(events(pieces)).isEqualTo(all);
            assertThat(pieces.getLast().last()).isEqualTo(NOON.plusMillis(4999));
        }
    }

    @Test
    void longestEvent_isCut_andFits() {
        var details = new EnumMap<Detail, String>(Detail.class);
        for (Detail detail : Detail.values()) {
            details.put(detail, detail.name() + "漢".repeat(2000));
        }
        var event =
                new DeliveryEvent(
                        NOON,
                        Kind.FAILED,
                        "é".repeat(3000),
                        "ü".repeat(3000) + "@x",
                        "漢".repeat(9000),
                        details);
        for (var pieces :
                List.of(LogPiece.of(List.of(event)), LogPiece.compressed(List.of(event)))) {
            assertThat(pieces).hasSize(1);
            assertThat(pieces.getFirst().octets().length).isLessThanOrEqualTo(LogPiece.MOST_OCTETS);
            var read = pieces.getFirst().events().getFirst();
            assertThat(event.message()).startsWith(read.message());
            assertThat(read.details().keySet()).isEqualTo(details.keySet());
        }
    }

    @Test
    void cutText_endsWithAWholeCharacter() {
        var event = event(Kind.FAILED, "x".repeat(999) + "😀", Map.of());
        assertThat(LogPiece.of(List.of(event)).getFirst().events().getFirst().message())
                .isEqualTo("x".repeat(999));
    }

    @Test
    void impossibleMoments_areThoseNearest() {
        for (Instant moment : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusMillis(5))) {
            var event = new DeliveryEvent(moment, Kind.HELD, "id", "", "", Map.of());
            assertThat(LogPiece.of(List.of(event)).getFirst().events()).hasSize(1);
        }
    }

    @Test
    void anyEvents_comeBack() {
        long seed = new Random().nextLong();
        System.out.println("events seed " + seed);
        var random = new Random(seed);
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (System.nanoTime() < end) {
            var all = new ArrayList<DeliveryEvent>();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                all.add(anyEvent(random));
            }
            assertThat(events(LogPiece.of(all))).as("seed %d", seed).isEqualTo(all);
            assertThat(events(LogPiece.compressed(all))).as("seed %d", seed).isEqualTo(all);
        }
    }

    private static DeliveryEvent anyEvent(Random random) {
        var details = new EnumMap<Detail, String>(Detail.class);
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            details.put(any(random, Detail.values()), text(random));
        }
        return new DeliveryEvent(
                NOON.plusMillis(random.nextInt()),
                any(random, Kind.values()),
                text(random),
                text(random),
                text(random),
                details);
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static String text(Random random) {
        int length = random.nextInt(10) == 0 ? random.nextInt(1000) : random.nextInt(4);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(random.nextInt(5) == 0 ? 'ü' : (char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    @Test
    void anyOctets_areReadOrRefused() {
        long seed = new Random().nextLong();
        System.out.println("octets seed " + seed);
        var random = new Random(seed);
        var good = new ArrayList<byte[]>();
        var all = new ArrayList<DeliveryEvent>();
        for (int i = 0; i < 30; i++) {
            all.add(anyEvent(random));
        }
        good.add(LogPiece.of(all).getFirst().octets());
        good.add(LogPiece.compressed(all).getFirst().octets());
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (System.nanoTime() < end) {
            byte[] from = good.get(random.nextInt(2));
            byte[] octets = Arrays.copyOf(from, 1 + random.nextInt(from.length));
            int changes = random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(LogPiece.events(octets)).as("seed %d", seed).isNotNull();
            } catch (DamagedLogException e) {
                assertThat(e).hasMessageMatching(".+");
            }
        }
    }

    @Test
    void unknownForm_isRefused() {
        assertThatThrownBy(() -> LogPiece.events(new byte[] {9, 1, 2}))
                .isInstanceOf(DamagedLogException.class);
        assertThatThrownBy(() -> LogPiece.events(new byte[0]))
                .isInstanceOf(DamagedLogException.class);
    }

    @Test
    void keys_haveAllThatMayBeAskedFor_whateverItsCase() {
        var event =
                new DeliveryEvent(
                        NOON,
                        Kind.RECEIVED,
                        "MsgId1",
                        "Bob+list@Example.ORG",
                        "alice@bücher.example",
                        new DeliveryEvent.Details()
                                .with(Detail.MESSAGE_ID, "Abc@host")
                                .with(Detail.ACCOUNT, "carol@example.net")
                                .with(Detail.CLIENT, "2001:DB8::1")
                                .with(Detail.REPORT, "r77")
                                .with(Detail.HELLO, "hello.example")
                                .build());
        LogKeys keys = LogKeys.stored(LogPiece.of(List.of(event)).getFirst().keys());
        for (String key :
                List.of(
                        "msgid1",
                        "bob+LIST@example.org",
                        "bob@example.org",
                        "EXAMPLE.org",
                        "@example.org",
                        "alice@xn--bcher-kva.example",
                        "Alice@BÜCHER.example",
                        "bücher.example",
                        "<abc@HOST>",
                        "abc@host",
                        " carol@example.net ",
                        "2001:db8::1",
                        "R77")) {
            assertThat(LogKeys.Wanted.asked(key).mayBeIn(keys)).as(key).isTrue();
            assertThat(new DeliveryLog.Question(key, NOON).concerns(event)).as(key).isTrue();
        }
        for (String key : List.of("hello.example", "list@example.org", "", "<", "host2")) {
            assertThat(LogKeys.Wanted.asked(key).mayBeIn(keys)).as(key).isFalse();
            assertThat(new DeliveryLog.Question(key, NOON).concerns(event)).as(key).isFalse();
        }
        assertThat(LogKeys.Wanted.messages(List.of("other", "MSGID1")).mayBeIn(keys)).isTrue();
    }

    /// A Message-ID that looks like the sender does not hide the sender's domain.
    @Test
    void messageIdLikeTheSender_hidesNothing() {
        var event =
                new DeliveryEvent(
                        NOON,
                        Kind.RECEIVED,
                        "a@example.org",
                        "a@example.org",
                        "",
                        Map.of(Detail.MESSAGE_ID, "a@example.org"));
        assertThat(new DeliveryLog.Question("example.org", NOON).concerns(event)).isTrue();
    }

    @Test
    void day_isThatOfTheLast() {
        var late = new DeliveryEvent(NOON.plusSeconds(86_400), Kind.HELD, "b", "", "", Map.of());
        var piece = LogPiece.of(List.of(late, event(Kind.STORED, "a", Map.of()))).getFirst();
        assertThat(piece.day()).isEqualTo(LogPiece.dayOf(NOON) + 1);
        assertThat(piece.last()).isEqualTo(late.at());
    }
}
