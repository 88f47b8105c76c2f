package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.smtp.relay.RemoteReply;

/// The schedule's small parts, each for itself.
final class PiecesTest {
    private static final RemoteReply SILENT = new RemoteReply(421, "4.4.1", "no answer");

    private final FakeTime time = new FakeTime();
    private final Backoff backoff = new Backoff(QueueSettings.DEFAULT, () -> 0);

    private static QueueEntry entry(long id, long body, int attempts, String reply) {
        return new QueueEntry(
                new QueueId(id),
                new Envelope("m" + body, "", 1, FakeQueue.START, MessageOptions.NONE),
                new BodyId(body),
                "u" + id + "@there.example",
                RecipientOptions.NONE,
                "mx:there.example",
                FakeQueue.START,
                attempts,
                reply,
                false,
                Optional.empty());
    }

    private static Ticket ticket(long id, long body, int attempts) {
        return new Ticket(entry(id, body, attempts, ""), null, false, false);
    }

    @Test
    void backoff_ofEntries_doublesUpToFourHours() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 100))
                .extracting(attempts -> backoff.ofEntry(attempts).toMinutes())
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 240L, 240L);
    }

    @Test
    void backoff_jitter_onlyProlongs() {
        var random = new Backoff(QueueSettings.DEFAULT, ThreadLocalRandom.current()::nextDouble);

        for (int i = 0; i < 100; i++) {
            assertThat(random.ofEntry(1)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        }
    }

    @Test
    void words_keptReply_isReadBack() {
        for (RemoteReply reply :
                List.of(
                        new RemoteReply(451, "4.7.1", "greylisted, come back in 5 minutes"),
                        new RemoteReply(550, "5.1.1", ""),
                        SILENT)) {
            for (boolean maybeTaken : new boolean[] {false, true}) {
                QueueEntry kept = entry(1, 1, 1, Words.kept(reply, maybeTaken));

                assertThat(Words.last(kept, SILENT)).isEqualTo(reply);
                assertThat(Words.isMaybeTaken(kept)).isEqualTo(maybeTaken);
            }
        }
    }

    @Test
    void words_whatIsNoReply_isTextOfTheOther() {
        assertThat(Words.last(entry(1, 1, 1, "the disk was full"), SILENT))
                .isEqualTo(new RemoteReply(421, "4.4.1", "the disk was full"));
        assertThat(Words.last(entry(1, 1, 1, ""), SILENT)).isEqualTo(SILENT);
    }

    @Test
    void waiting_groupsByMessageUpToTheMost() {
        var waiting = new Waiting(3);
        for (int i = 1; i <= 8; i++) {
            waiting.add(ticket(i, 1, 0));
        }
        waiting.add(ticket(9, 2, 0));

        assertThat(waiting.groups()).isEqualTo(4);
        assertThat(waiting.entries()).isEqualTo(9);
        assertThat(sizes(waiting)).containsExactly(3, 3, 2, 1);
        assertThat(waiting.entries()).isZero();
    }

    @Test
    void waiting_putBack_isNext() {
        var waiting = new Waiting(3);
        waiting.add(ticket(1, 1, 0));
        waiting.add(ticket(2, 2, 0));
        List<Ticket> first = waiting.take();

        waiting.putBack(first);

        assertThat(waiting.take()).isEqualTo(first);
    }

    @Test
    void waiting_retries_haveEveryTenthTurn() {
        var waiting = new Waiting(1);
        for (int i = 1; i <= 100; i++) {
            waiting.add(ticket(i, i, 0));
            waiting.add(ticket(1000 + i, 1000 + i, 3));
        }
        int retries = 0;
        for (int i = 0; i < 50; i++) {
            retries += waiting.take().getFirst().entry().attempts() > 0 ? 1 : 0;
        }

        assertThat(retries).isEqualTo(5);
    }

    private static List<Integer> sizes(Waiting waiting) {
        List<Integer> sizes = new ArrayList<>();
        while (waiting.groups() > 0) {
            sizes.add(waiting.take().size());
        }
        return sizes;
    }

    @Test
    void addressMemory_downAddress_isTriedByOneAfterAWhile() {
        var memory = new AddressMemory(backoff, time);
        var address = new InetSocketAddress("192.0.2.1", 25);
        memory.failed(address, SILENT);
        assertThat(memory.passOver(address)).contains(SILENT);

        time.move(Duration.ofMinutes(3));

        assertThat(memory.passOver(address)).isEmpty();
        assertThat(memory.passOver(address)).contains(SILENT);
        memory.answered(address);
        assertThat(memory.passOver(address)).isEmpty();
    }

    @Test
    void slots_whoWaitsLongest_isNext() {
        var slots = new Slots<String>(1);
        assertThat(slots.take("a")).isTrue();
        assertThat(slots.take("b")).isFalse();
        assertThat(slots.take("c")).isFalse();
        assertThat(slots.next()).isNull();

        slots.giveBack();

        assertThat(slots.next()).isEqualTo("b");
        assertThat(slots.take("b")).isTrue();
        assertThat(slots.isAwaited()).isTrue();
    }

    @Test
    void settings_defaults() {
        QueueSettings settings = QueueSettings.DEFAULT;

        assertThat(settings.expiry()).isEqualTo(Duration.ofDays(5));
        assertThat(settings.delayNotice()).isEqualTo(Duration.ofHours(4));
        assertThat(settings.firstPause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.longestPause()).isEqualTo(Duration.ofHours(4));
        assertThat(settings.sitePause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.longestSitePause()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.addressPause()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.poll()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.sweep()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.keepIdle()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.firstConcurrency()).isEqualTo(5);
        assertThat(settings.siteConcurrency()).isEqualTo(20);
        assertThat(settings.workers()).isEqualTo(200);
        assertThat(settings.slowAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.slowWorkers()).isEqualTo(800);
        assertThat(settings.claimed()).isEqualTo(200);
        assertThat(settings.reserved()).isEqualTo(200);
        assertThat(settings.allReserved()).isEqualTo(5000);
        assertThat(settings.recipients()).isEqualTo(100);
        assertThat(settings.destinations()).isEqualTo(50_000);
    }
}
