package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.smtp.relay.RecipientOutcome;

/// Who holds what, and what happens when somebody dies or stops.
@SuppressWarnings("NullAway") // the fake queue logs no change by an administrator
final class LeasesTest {
    private static final String BOB = "bob@there.example";
    private static final String THERE = "mx:there.example";
    private static final Duration LEASE = QueueSettings.DEFAULT.lease();

    private final Stage stage = new Stage();
    private final FakeRelay.Host there = stage.relay.host("there.example");

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void longTransfer_leaseIsRenewedAndNobodyElseDelivers() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, BOB);
        stage.start("one", 1);
        Stage.until(() -> there.open.get() == 1);
        stage.start("two", 1);
        for (int i = 0; i < 60; i++) {
            stage.move(Duration.ofSeconds(20));
            stage.quiet(1);
        }

        there.gate.countDown();
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
        assertThat(there.connects).hasValue(1);
        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void workerThatDiedWithItsLease_othersDeliverWhenItEnds() {
        stage.add(THERE, BOB);
        stage.queue.claim(THERE, new Claimant("dead", 7), LEASE, 10);
        stage.start("alive", 1);
        stage.pass(Duration.ofMinutes(4));
        assertThat(there.connects).hasValue(0);

        stage.pass(Duration.ofMinutes(3));

        assertThat(there.recipients()).containsExactly(BOB);
    }

    @Test
    void earlierLifeOfThisNode_isTakenOverAtOnceAndLoggedAsRepeated() {
        stage.add(THERE, BOB);
        stage.queue.claim(THERE, new Claimant("node", 1), LEASE, 10);

        stage.start("node", 2);
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
        assertThat(stage.queue.events(Kind.DELIVERED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail(Detail.REPEATED)).isPresent());
    }

    @Test
    void leaseLostWhileItWaits_isNotDelivered() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, 20);
        stage.start();
        Stage.until(() -> there.open.get() == 5);
        stage.quiet(5);
        for (int id = 10; id <= 20; id++) {
            stage.queue.reschedule(new QueueId(id), Optional.of(Duration.ofDays(1)), _ -> null);
        }
        for (int i = 0; i < 10; i++) {
            stage.move(Duration.ofSeconds(20));
            stage.quiet(5);
        }

        there.gate.countDown();
        stage.quiet();

        assertThat(there.recipients()).hasSize(9);
        assertThat(stage.queue.size()).isEqualTo(11);
    }

    @Test
    void leaseLostDuringATransferOfMany_othersAreSettled() {
        there.gate = new CountDownLatch(1);
        var message = stage.message("alice@here.example");
        for (int i = 0; i < 5; i++) {
            stage.queue.put(stage.entry(message, "u" + i + "@there.example", THERE));
        }
        stage.start();
        Stage.until(() -> there.open.get() == 1);
        stage.queue.reschedule(new QueueId(3), Optional.of(Duration.ofHours(1)), _ -> null);

        there.gate.countDown();
        stage.quiet();

        assertThat(there.transfers).hasSize(1);
        assertThat(stage.queue.events(Kind.DELIVERED)).hasSize(4);
        assertThat(stage.queue.all()).extracting(row -> row.id().value()).containsExactly(3L);
    }

    @Test
    void storageThatDoesNotRenew_nothingIsBegunWithAnOldLease() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, 50);
        stage.start("one", 1);
        Stage.until(() -> there.open.get() == 5);
        stage.quiet(5);
        stage.queue.beforeRenew =
                () -> {
                    throw new StoreException("gone");
                };
        stage.move(LEASE.plusSeconds(1));
        there.gate.countDown();
        Stage.until(() -> there.transfers.size() >= 5);
        stage.quiet();
        stage.queue.beforeRenew = () -> {};
        stage.pass(Duration.ofMinutes(15));

        assertThat(stage.queue.size()).isZero();
        assertThat(there.recipients()).hasSize(55);
        assertThat(there.recipients().stream().distinct().count()).isEqualTo(50);
    }

    @Test
    void close_handsLeasesBack() {
        there.gate = new CountDownLatch(1);
        stage.add(THERE, 500);
        Scheduler scheduler = stage.start();
        Stage.until(() -> there.open.get() == 5);
        stage.quiet(5);
        assertThat(scheduler.leased()).isPositive();

        scheduler.close();

        Instant now = stage.queue.now();
        assertThat(stage.queue.size()).isEqualTo(500);
        assertThat(stage.queue.all()).allMatch(row -> row.claimant().isEmpty());
        assertThat(stage.queue.all().stream().filter(row -> !row.due().isAfter(now))).hasSize(495);
        assertThat(stage.queue.all().stream().filter(row -> row.attempts() > 0)).hasSize(5);
        assertThat(scheduler.leased()).isZero();
        assertThat(scheduler.reserve(THERE)).isEmpty();
        assertThat(there.open).hasValue(0);
    }

    @Test
    void close_whileConnecting_countsNoAttempt() {
        there.connectGate = new CountDownLatch(1);
        stage.add(THERE, 3);
        Scheduler scheduler = stage.start();
        Stage.until(() -> there.connects.get() == 3);

        scheduler.close();

        assertThat(stage.queue.all())
                .hasSize(3)
                .allMatch(row -> row.attempts() == 0 && row.claimant().isEmpty());
    }

    @Test
    void submittedAfterTheEnd_isHandedBack() {
        Scheduler scheduler = stage.start();
        stage.quiet();
        Claimant claimant = scheduler.reserve(THERE).orElseThrow();
        stage.add(THERE, BOB);
        var leased = stage.queue.claim(THERE, claimant, LEASE, 1);
        scheduler.close();

        scheduler.submitted(leased);

        assertThat(stage.queue.all()).allMatch(row -> row.claimant().isEmpty());
    }

    @Test
    void clockThatJumps_losesAndRepeatsNothing() {
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        stage.add(THERE, 20);
        stage.start();
        stage.quiet();
        stage.queue.jump = Duration.ofHours(-1);
        stage.pass(Duration.ofMinutes(10));
        there.answers = _ -> new RecipientOutcome.Taken(FakeRelay.OK, true);
        stage.queue.jump = Duration.ofHours(1);
        stage.pass(Duration.ofMinutes(10));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.queue.events(Kind.DELIVERED)).hasSize(20);
    }

    @Test
    void twoSchedulers_eachEntryIsDeliveredOnce() {
        for (int i = 0; i < 30; i++) {
            stage.add("mx:d" + i + ".example", 100);
        }
        Scheduler one = stage.start("one", 1);
        Scheduler two = stage.start("two", 1);
        stage.quiet();
        stage.pass(Duration.ofMinutes(1));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.queue.events(Kind.DELIVERED))
                .hasSize(3000)
                .extracting(event -> event.recipient())
                .doesNotHaveDuplicates();
        assertThat(one.leased() + two.leased()).isZero();
    }

    @Test
    void commitOfUnknownOutcome_thatWasDone_isNotDoneAgain() {
        stage.add(THERE, BOB);
        var first = new AtomicBoolean(true);
        stage.queue.afterSettle =
                _ -> {
                    if (first.getAndSet(false)) {
                        throw new UnknownOutcomeException("cut off");
                    }
                };

        stage.start();
        stage.quiet();

        assertThat(stage.queue.events(Kind.DELIVERED)).hasSize(1);
        assertThat(there.recipients()).containsExactly(BOB);
    }

    @Test
    void commitOfUnknownOutcome_thatWasNotDone_isDoneAgain() {
        stage.add(THERE, BOB);
        var first = new AtomicBoolean(true);
        stage.queue.beforeSettle =
                _ -> {
                    if (first.getAndSet(false)) {
                        throw new UnknownOutcomeException("cut off");
                    }
                };

        stage.start();
        stage.quiet();

        assertThat(stage.queue.events(Kind.DELIVERED)).hasSize(1);
        assertThat(there.recipients()).containsExactly(BOB);
    }
}
