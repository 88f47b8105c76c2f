package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.smtp.relay.Hosts;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// What becomes of single entries.
@SuppressWarnings("NullAway") // the fake queue logs no change by an administrator
final class SchedulerTest {
    private static final String BOB = "bob@there.example";
    private static final String THERE = "mx:there.example";

    private final Stage stage = new Stage();
    private final FakeRelay.Host there = stage.relay.host("there.example");

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void entry_isDeliveredLoggedAndGone() {
        stage.add(THERE, BOB);

        stage.start();
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
        assertThat(stage.queue.size()).isZero();
        assertThat(stage.queue.events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(Kind.DELIVERED);
                    assertThat(event.recipient()).isEqualTo(BOB);
                    assertThat(event.details())
                            .containsEntry(Detail.HOST, "there.example")
                            .containsEntry(Detail.TLS, "TLSv1.3")
                            .containsEntry(Detail.ATTEMPT, "1")
                            .containsEntry(Detail.REPLY, "250 2.0.0 ok")
                            .doesNotContainKey(Detail.REPEATED);
                });
    }

    @Test
    void submitted_withReservation_isDeliveredWithoutBeingClaimed() {
        Scheduler scheduler = stage.start();
        stage.quiet();

        stage.submit(scheduler, THERE, BOB);
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
        assertThat(stage.queue.claimedRows).hasValue(0);
        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void wake_unclaimedEntry_isDelivered() {
        Scheduler scheduler = stage.start();
        stage.quiet();
        stage.add(THERE, BOB);

        scheduler.wake(THERE);
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
    }

    @Test
    void recipientsOfOneMessage_goInOneTransfer_eachWithItsOutcome() {
        var message = stage.message("alice@here.example");
        for (String name : List.of("yes", "no", "later")) {
            stage.queue.put(stage.entry(message, name + "@there.example", THERE));
        }
        there.answers =
                to ->
                        switch (to.address().charAt(0)) {
                            case 'y' -> new RecipientOutcome.Taken(FakeRelay.OK, true);
                            case 'n' -> new RecipientOutcome.Failed(FakeRelay.NO);
                            default -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
                        };

        stage.start();
        stage.quiet();

        assertThat(there.transfers).hasSize(1);
        assertThat(stage.queue.all())
                .singleElement()
                .satisfies(left -> {
                    assertThat(left.recipient()).isEqualTo("later@there.example");
                    assertThat(left.attempts()).isEqualTo(1);
                    assertThat(left.reply()).isEqualTo("451 4.7.1 greylisted");
                });
        assertThat(stage.notices.failed)
                .singleElement()
                .satisfies(concern -> {
                    assertThat(concern.reply()).isEqualTo(FakeRelay.NO);
                    assertThat(concern.host()).contains("there.example");
                });
        assertThat(stage.queue.events(Kind.FAILED)).hasSize(1);
    }

    /// As where a message goes to somebody directly, and to another by a forward.
    @Test
    void recipientsOfOneMessage_withDifferentSenders_goInTransfersOfTheirOwn() {
        var direct = stage.message("alice@here.example");
        var forwarded =
                new Envelope(
                        direct.id(),
                        "SRS0=x@here.example",
                        direct.sizeOctets(),
                        direct.arrived(),
                        direct.options());
        stage.queue.put(stage.entry(direct, BOB, THERE));
        stage.queue.put(stage.entry(forwarded, "carol@there.example", THERE));

        stage.start();
        stage.quiet();

        assertThat(there.transfers)
                .extracting(transfer -> transfer.envelope().sender())
                .containsExactlyInAnyOrder("alice@here.example", "SRS0=x@here.example");
    }

    @Test
    void greylisted_isTriedAgainAfterFiveMinutesAndLessOftenAfterThat() {
        stage.add(THERE, BOB);
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        stage.start();
        stage.quiet();

        stage.passLong(Duration.ofMinutes(5));
        assertThat(there.transfers).hasSize(1);
        stage.passLong(Duration.ofMinutes(2));
        assertThat(there.transfers).hasSize(2);
        stage.passLong(Duration.ofHours(24));
        assertThat(there.transfers).hasSizeBetween(9, 14);
        there.answers = _ -> new RecipientOutcome.Taken(FakeRelay.OK, true);
        stage.passLong(Duration.ofHours(5));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.queue.events(Kind.DELIVERED)).hasSize(1);
        assertThat(stage.notices.delayed).hasSize(1);
        assertThat(stage.notices.failed).isEmpty();
    }

    /// Each is due before the queue is polled again.
    @Test
    void entriesPutOffOneAfterTheOther_areEachTriedInTime() {
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        Scheduler scheduler = stage.start("node", 1, SchedulerTest::retryingSoon);
        stage.quiet();
        stage.submit(scheduler, THERE, BOB);
        stage.quiet();
        stage.pass(Duration.ofSeconds(6));
        stage.submit(scheduler, THERE, "alice@there.example");
        stage.quiet();
        assertThat(there.transfers).hasSize(2);
        there.answers = _ -> new RecipientOutcome.Taken(FakeRelay.OK, true);

        for (int second = 0; second < 20; second++) {
            stage.pass(Duration.ofSeconds(1));
        }

        assertThat(there.transfers).hasSize(4);
        assertThat(stage.queue.size()).isZero();
    }

    private static QueueSettings retryingSoon(QueueSettings usual) {
        return new QueueSettings(
                usual.expiry(),
                usual.delayNotice(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                usual.sitePause(),
                usual.longestSitePause(),
                usual.addressPause(),
                usual.lease(),
                usual.poll(),
                usual.sweep(),
                usual.keepIdle(),
                usual.firstConcurrency(),
                usual.siteConcurrency(),
                usual.workers(),
                usual.slowAfter(),
                usual.slowWorkers(),
                usual.claimed(),
                usual.reserved(),
                usual.allReserved(),
                usual.recipients(),
                usual.destinations());
    }

    @Test
    void deferredForFiveDays_expiresWithTheLastWords() {
        stage.add(THERE, BOB);
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        stage.start();

        stage.passLong(Duration.ofDays(5).plusMinutes(2));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.queue.events(Kind.EXPIRED)).hasSize(1);
        assertThat(stage.notices.failed)
                .singleElement()
                .satisfies(concern -> {
                    assertThat(concern.reply().status()).isEqualTo("5.4.7");
                    assertThat(concern.reply().text()).contains("greylisted");
                });
    }

    @Test
    void nullSender_isNeverTold() {
        var message = stage.message("");
        stage.queue.put(stage.entry(message, "no@there.example", THERE));
        stage.queue.put(stage.entry(message, "later@there.example", THERE));
        there.answers =
                to ->
                        to.address().startsWith("no")
                                ? new RecipientOutcome.Failed(FakeRelay.NO)
                                : new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        stage.start();

        stage.passLong(Duration.ofDays(5).plusMinutes(2));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed).isEmpty();
        assertThat(stage.notices.delayed).isEmpty();
    }

    @Test
    void notifyNever_isNotTold() {
        var never = new RecipientOptions(Optional.of(Set.of()), Optional.empty());
        stage.queue.put(stage.entry(stage.message("alice@here.example"), BOB, THERE, never));
        there.answers = _ -> new RecipientOutcome.Failed(FakeRelay.NO);

        stage.start();
        stage.quiet();

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed).isEmpty();
    }

    @Test
    void notifySuccess_toldByUsWhereTheHopDoesNot() {
        var success = new RecipientOptions(Optional.of(Set.of(NotifyOn.SUCCESS)), Optional.empty());
        var message = stage.message("alice@here.example");
        stage.queue.put(stage.entry(message, "here@there.example", THERE, success));
        stage.queue.put(stage.entry(message, "passed@there.example", THERE, success));
        there.answers =
                to -> new RecipientOutcome.Taken(FakeRelay.OK, to.address().startsWith("passed"));

        stage.start();
        stage.quiet();

        assertThat(stage.notices.relayed)
                .extracting(concern -> concern.entry().recipient())
                .containsExactly("here@there.example");
    }

    @Test
    void unknownOutcome_nextAttemptIsLoggedAsRepeated() {
        stage.add(THERE, BOB);
        there.answers = _ -> new RecipientOutcome.Unknown(FakeRelay.SILENT);
        stage.start();
        stage.quiet();
        assertThat(stage.queue.events(Kind.DEFERRED)).hasSize(1);
        there.answers = _ -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
        stage.passLong(Duration.ofMinutes(7));
        there.answers = _ -> new RecipientOutcome.Taken(FakeRelay.OK, true);
        stage.passLong(Duration.ofMinutes(15));

        assertThat(stage.queue.events())
                .extracting(event -> event.detail(Detail.REPEATED).isPresent())
                .containsExactly(false, true, true);
    }

    @Test
    void noSuchDomain_failsWithoutAConnection() {
        stage.relay.domain(
                "there.example",
                new Hosts.Found.Never(new RemoteReply(550, "5.1.2", "no such domain")));
        stage.add(THERE, BOB);

        stage.start();
        stage.quiet();

        assertThat(there.connects).hasValue(0);
        assertThat(stage.notices.failed)
                .singleElement()
                .satisfies(concern -> assertThat(concern.reply().status()).isEqualTo("5.1.2"));
    }

    @Test
    void noAnswerFromNameServers_isNotClaimedUntilThereIsOne() {
        stage.relay.domain(
                "there.example",
                new Hosts.Found.NotNow(new RemoteReply(451, "4.4.3", "no name server")));
        stage.add(THERE, 1000);
        Scheduler scheduler = stage.start();
        stage.pass(Duration.ofMinutes(10));

        assertThat(stage.queue.claims).hasValue(0);
        assertThat(scheduler.trouble(THERE)).isPresent();
        stage.relay.domain("there.example", "there.example");
        stage.passLong(Duration.ofMinutes(31));

        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void destinationThatIsGone_isRoutedAnew() {
        stage.add("gone:old", BOB);
        stage.anew = new NextHops.NewRoute.To(THERE);

        stage.start();
        stage.quiet();

        assertThat(there.recipients()).containsExactly(BOB);
        assertThat(stage.queue.events())
                .extracting(event -> event.kind())
                .containsExactly(Kind.ROUTED, Kind.DELIVERED);
    }

    @Test
    void destinationThatIsGone_refused_isReported() {
        stage.add("gone:old", BOB);

        stage.start();
        stage.quiet();

        assertThat(stage.notices.failed).hasSize(1);
        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void reports_areWrittenWithWhatWasSaid() {
        QueueEntry waiting =
                stage.entry(stage.message("alice@here.example"), BOB, QueueEntry.REPORTS);
        stage.queue.put(
                new QueueEntry(
                        waiting.id(),
                        waiting.envelope(),
                        waiting.body(),
                        waiting.recipient(),
                        waiting.options(),
                        waiting.destination(),
                        waiting.due(),
                        0,
                        "552 5.2.2 the mailbox is full",
                        false,
                        Optional.empty()));

        stage.start();
        stage.quiet();

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed)
                .singleElement()
                .satisfies(concern ->
                        assertThat(concern.reply())
                                .isEqualTo(new RemoteReply(552, "5.2.2", "the mailbox is full")));
        assertThat(stage.queue.events(Kind.FAILED)).hasSize(1);
    }

    @Test
    void reportThatCannotBeStored_waitsAndTheMessageIsNotTransferredAgain() {
        stage.add(THERE, BOB);
        there.answers = _ -> new RecipientOutcome.Failed(FakeRelay.NO);
        stage.queue.beforeSettle =
                settlement -> {
                    if (!settlement.postings().isEmpty()) {
                        throw new StoreException("no room");
                    }
                };
        stage.start();
        stage.quiet();

        assertThat(stage.queue.all())
                .singleElement()
                .satisfies(left -> {
                    assertThat(left.destination()).isEqualTo(QueueEntry.REPORTS);
                    assertThat(left.reply()).isEqualTo(FakeRelay.NO.toString());
                });
        stage.queue.beforeSettle = _ -> {};
        stage.passLong(Duration.ofMinutes(15));

        assertThat(stage.queue.size()).isZero();
        assertThat(there.transfers).hasSize(1);
        assertThat(stage.queue.events(Kind.FAILED)).hasSize(1);
    }

    @Test
    void reportThatCannotBeWritten_waits() {
        stage.add(THERE, BOB);
        there.answers = _ -> new RecipientOutcome.Failed(FakeRelay.NO);
        stage.notices.broken = true;
        stage.start();
        stage.passLong(Duration.ofMinutes(30));
        assertThat(stage.queue.size()).isEqualTo(1);

        stage.notices.broken = false;
        stage.passLong(Duration.ofHours(1));

        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed).hasSize(1);
        assertThat(there.transfers).hasSize(1);
    }

    @Test
    void deliveryThatCannotBeWrittenDown_isTriedUntilItCan() {
        stage.add(THERE, BOB);
        int[] failures = {0};
        stage.queue.beforeSettle =
                _ -> {
                    if (failures[0]++ < 10) {
                        throw new StoreException("busy");
                    }
                };

        stage.start();
        stage.quiet();

        assertThat(failures[0]).isEqualTo(11);
        assertThat(there.transfers).hasSize(1);
        assertThat(stage.queue.size()).isZero();
    }

    @Test
    void poisonEntry_isPutOffAndOthersAreDelivered() {
        stage.add(THERE, "poison@there.example");
        stage.add(THERE, 20);
        there.answers =
                to -> {
                    if (to.address().startsWith("poison")) {
                        throw new IllegalStateException("a fault");
                    }
                    return new RecipientOutcome.Taken(FakeRelay.OK, true);
                };

        stage.start();
        stage.quiet();

        assertThat(there.transfers).hasSize(20);
        assertThat(stage.queue.all())
                .singleElement()
                .satisfies(left -> assertThat(left.reply()).contains("451 4.3.0"));
        stage.passLong(Duration.ofDays(5).plusMinutes(2));
        assertThat(stage.queue.size()).isZero();
        assertThat(stage.notices.failed).hasSize(1);
    }

    @Test
    void heldEntry_isNotTouched() {
        QueueId id = stage.add(THERE, BOB);
        stage.queue.reschedule(id, Optional.empty(), _ -> null);
        stage.start();

        stage.passLong(Duration.ofHours(6));

        assertThat(there.connects).hasValue(0);
        assertThat(stage.queue.size()).isEqualTo(1);
        assertThat(stage.notices.delayed).isEmpty();
    }
}
