package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// How sites are treated, and what they do to each other.
@SuppressWarnings("ThreadPriorityCheck") // others are to have their turn
final class SitesTest {
    private static final String THERE = "mx:there.example";

    private final Stage stage = new Stage();
    private final FakeRelay.Host there = stage.relay.host("there.example");

    @AfterEach
    void close() {
        stage.close();
    }

    private static QueueSettings few(QueueSettings all, int workers, int slow) {
        return new QueueSettings(
                all.expiry(),
                all.delayNotice(),
                all.firstPause(),
                all.longestPause(),
                all.sitePause(),
                all.longestSitePause(),
                all.addressPause(),
                all.lease(),
                all.poll(),
                all.sweep(),
                all.keepIdle(),
                all.firstConcurrency(),
                all.siteConcurrency(),
                workers,
                all.slowAfter(),
                slow,
                all.claimed(),
                all.reserved(),
                all.allReserved(),
                all.recipients(),
                all.destinations());
    }

    @Test
    void manyMessages_fewConnections_growWithSuccessUpToTheMost() {
        stage.add(THERE, 3000);

        stage.start();
        stage.quiet();

        assertThat(there.recipients()).hasSize(3000).doesNotHaveDuplicates();
        assertThat(there.connects.get()).isBetween(1, 200);
        assertThat(there.mostOpen.get()).isBetween(1, 20);
    }

    @Test
    void site_startsWithFiveConnections() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, 100);

        stage.start();
        Stage.until(() -> there.open.get() == 5);
        stage.quiet(5);

        assertThat(there.connects).hasValue(5);
        there.gate.countDown();
        stage.quiet();
        assertThat(there.recipients()).hasSize(100);
        assertThat(there.mostOpen.get()).isLessThanOrEqualTo(20);
    }

    @Test
    void keptConnection_isUsedAgainAndClosedAfterAWhile() {
        Scheduler scheduler = stage.start();
        stage.quiet();
        stage.submit(scheduler, THERE, "a@there.example");
        stage.quiet();
        stage.submit(scheduler, THERE, "b@there.example");
        stage.quiet();
        assertThat(there.connects).hasValue(1);

        stage.pass(Duration.ofSeconds(40));

        assertThat(there.open).hasValue(0);
        stage.submit(scheduler, THERE, "c@there.example");
        stage.quiet();
        assertThat(there.connects).hasValue(2);
    }

    @Test
    void destinationsWithTheSameHosts_shareConnectionsAndTransfers() {
        stage.relay.domain("one.example", "shared.example", "second.example");
        stage.relay.domain("two.example", "second.example", "shared.example");
        var message = stage.message("alice@here.example");
        Scheduler scheduler = stage.start();
        stage.quiet();
        stage.queue.put(stage.entry(message, "a@one.example", "mx:one.example"));
        stage.queue.put(stage.entry(message, "b@two.example", "mx:two.example"));
        scheduler.wake("mx:one.example");
        stage.quiet();
        scheduler.wake("mx:two.example");
        stage.quiet();

        int connects =
                stage.relay.host("shared.example").connects.get()
                        + stage.relay.host("second.example").connects.get();
        assertThat(connects).isEqualTo(1);
        assertThat(scheduler.states()).extracting(DestinationState::site).hasSizeLessThan(3);
    }

    @Test
    void slowDestination_delaysNobody() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, 2000);
        for (int i = 0; i < 50; i++) {
            stage.add("mx:fast" + i + ".example", 10);
        }

        stage.start();
        Stage.until(() -> stage.queue.size() == 2000);

        assertThat(there.transfers).isEmpty();
        there.gate.countDown();
        stage.quiet();
        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void blackHoles_countAsSlowAfterSomeSecondsAndDoNotKeepOthersFromWorking() {
        var gate = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            FakeRelay.Host hole = stage.relay.host("hole" + i + ".example");
            hole.connectGate = gate;
            stage.add("mx:hole" + i + ".example", 10);
        }
        Scheduler scheduler = stage.start("node", 1, all -> few(all, 10, 1000));
        Stage.until(() -> leaseHolders() >= 10);
        stage.add(THERE, 10);
        scheduler.wake(THERE);

        Stage.until(() -> {
            stage.move(Duration.ofMillis(500));
            Thread.yield();
            return there.recipients().size() == 10;
        });

        gate.countDown();
        stage.quiet();
        assertThat(stage.queue.size()).isZero();
    }

    private long leaseHolders() {
        return stage.queue.all().stream().filter(row -> row.claimant().isPresent()).count();
    }

    @Test
    void moreSitesThanWorkers_allHaveTheirTurn() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            String domain = "site" + i + ".example";
            stage.relay.host(domain).answers =
                    _ -> {
                        order.add(domain);
                        return new RecipientOutcome.Taken(FakeRelay.OK, true);
                    };
            stage.add("mx:" + domain, 200);
        }

        stage.start("node", 1, all -> few(all, 4, 0));
        stage.quiet();

        assertThat(stage.queue.size()).isZero();
        // Nobody has to wait until all of the others are done.
        assertThat(order.subList(0, 3600).stream().distinct().count()).isEqualTo(20);
    }

    @Test
    void deadDestination_hundredThousandEntries_costOneAttemptNowAndThen() {
        there.dead = true;
        stage.add(THERE, 100_000);
        Scheduler scheduler = stage.start();
        stage.quiet();
        int first = claimedOf(THERE);
        assertThat(first).isLessThanOrEqualTo(1000);
        assertThat(scheduler.leased()).isLessThanOrEqualTo(1000);
        int settlements = stage.queue.settlements.size();

        stage.pass(Duration.ofHours(3));

        assertThat(claimedOf(THERE) - first).isLessThan(20);
        assertThat(stage.queue.settlements.size() - settlements).isLessThan(20);
        assertThat(scheduler.leased()).isZero();
        stage.add("mx:alive.example", 100);
        scheduler.wake("mx:alive.example");
        stage.quiet();
        assertThat(stage.relay.host("alive.example").recipients()).hasSize(100);
        assertThat(scheduler.reserve(THERE)).isEmpty();
        there.dead = false;
        scheduler.retryNow(THERE);
        Stage.until(() -> there.transfers.size() > 2000);
        assertThat(there.recipients()).doesNotHaveDuplicates();
    }

    private int claimedOf(String destination) {
        return stage.queue.claimedOf.computeIfAbsent(destination, _ -> new AtomicInteger()).get();
    }

    @Test
    void deadDestination_entriesThatAreNeverTried_areToldOfAndExpire() {
        there.dead = true;
        stage.add(THERE, 600);
        stage.start();
        stage.passLong(Duration.ofHours(4).plusMinutes(10));
        assertThat(stage.notices.delayed).hasSize(600);
        assertThat(stage.queue.all()).allMatch(QueueEntry::delayTold);

        stage.passLong(Duration.ofDays(5).minusHours(4));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.delayed).hasSize(600);
        assertThat(stage.notices.failed)
                .hasSize(600)
                .allMatch(concern -> concern.reply().text().contains("no answer"));
        assertThat(stage.queue.events(Kind.EXPIRED)).hasSize(600);
    }

    @Test
    void deadFirstHost_costsOneTimeoutAndNotOneForEachMessage() {
        stage.relay.domain("there.example", "first.example", "second.example");
        FakeRelay.Host first = stage.relay.host("first.example");
        first.dead = true;
        stage.add(THERE, 500);

        stage.start();
        stage.quiet();

        assertThat(stage.relay.host("second.example").recipients()).hasSize(500);
        assertThat(first.connects.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void hostThatIsBusyAtMail_nextHostIsAskedAtOnce() {
        stage.relay.domain("there.example", "first.example", "second.example");
        stage.relay.host("first.example").answers =
                _ -> new RecipientOutcome.Deferred(FakeRelay.BUSY, true);
        stage.add(THERE, 1);

        stage.start();
        stage.quiet();

        assertThat(stage.relay.host("second.example").recipients()).hasSize(1);
        assertThat(stage.queue.events(Kind.DEFERRED)).isEmpty();
    }

    @Test
    void hostThatAlwaysSaysLater_isLeftAlone() {
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.BUSY, true);
        stage.add(THERE, 5000);
        Scheduler scheduler = stage.start();

        stage.pass(Duration.ofMinutes(30));

        assertThat(there.transfers.size()).isLessThan(30);
        assertThat(scheduler.trouble(THERE)).contains(FakeRelay.BUSY);
    }

    @Test
    void hostThatWantsFewConnections_getsFew() {
        there.mostConnections = 2;
        there.connectReply = FakeRelay.BUSY;
        stage.add(THERE, 500);

        stage.start();
        stage.pass(Duration.ofMinutes(30));

        assertThat(there.recipients()).hasSize(500).doesNotHaveDuplicates();
        assertThat(there.connects.get()).isLessThan(200);
    }

    @Test
    void hostThatWantsNoMail_failsAtOnce() {
        there.dead = true;
        there.connectReply = new RemoteReply(521, "5.3.2", "no mail here");
        stage.add(THERE, 3);

        stage.start();
        stage.quiet();

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed)
                .hasSize(3)
                .allMatch(concern -> concern.host().equals(Optional.of("there.example")));
    }

    @Test
    void firstAttempts_goBeforeRetries() {
        QueueEntry old = stage.entry(stage.message("a@here.example"), "old@there.example", THERE);
        for (int i = 0; i < 50; i++) {
            stage.queue.put(retry(stage.entry(stage.message("a@here.example"), "o" + i, THERE)));
        }
        stage.queue.put(retry(old));
        stage.add(THERE, 50);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        there.answers =
                to -> {
                    order.add(to.address());
                    return new RecipientOutcome.Taken(FakeRelay.OK, true);
                };

        stage.start();
        stage.quiet();

        assertThat(order).hasSize(101);
        long retriesEarly = order.subList(0, 50).stream().filter(to -> to.startsWith("o")).count();
        assertThat(retriesEarly).isLessThan(15);
    }

    private static QueueEntry retry(QueueEntry entry) {
        return new QueueEntry(
                entry.id(),
                entry.envelope(),
                entry.body(),
                entry.recipient(),
                entry.options(),
                entry.destination(),
                entry.due(),
                3,
                "451 4.7.1 greylisted",
                false,
                entry.claimant());
    }

    @Test
    void reservations_areBounded() {
        there.gate = new CountDownLatch(1);
        Scheduler scheduler = stage.start();
        stage.quiet();
        int given = 0;
        while (scheduler.reserve(THERE).isPresent()) {
            given++;
        }
        assertThat(given).isEqualTo(200);
        scheduler.withdrawn(THERE);
        stage.submit(scheduler, THERE, "a@there.example");

        assertThat(scheduler.reserve(THERE)).isEmpty();
        there.gate.countDown();
        stage.quiet();
        assertThat(scheduler.reserve(THERE)).isPresent();
    }

    @Test
    void manyDestinations_areNotRememberedWhenTheyAreDone() {
        for (int i = 0; i < 1000; i++) {
            stage.add("mx:d" + i + ".example", 1);
        }
        Scheduler scheduler = stage.start();
        stage.quiet();
        assertThat(stage.queue.size()).isZero();

        stage.pass(Duration.ofMinutes(1));

        assertThat(scheduler.states()).isEmpty();
    }
}
