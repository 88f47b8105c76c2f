package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.Transfer;

/// Whatever fails, and however often: each entry is delivered once or reported once, but for those
/// of which nobody could know.
@SuppressWarnings("NullAway") // the fake queue logs no change by an administrator
final class SchedulerFuzzTest {
    private static final int ENTRIES = 400;
    private static final int DOMAINS = 8;

    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Stage stage = new Stage();
    private volatile boolean chaos = true;

    @RepeatedTest(4)
    void faultsOfAllKinds_eachEntryEndsOnce() {
        long seed = ThreadLocalRandom.current().nextLong();
        try {
            run(new Random(seed));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            stage.close();
        }
    }

    private void run(Random random) {
        for (int i = 0; i < DOMAINS; i++) {
            stage.relay.domain(domain(i), "a" + i + ".example", "b" + i % 3 + ".example");
        }
        for (int i = 0; i < DOMAINS; i++) {
            stage.relay.host("a" + i + ".example").answers = answers(random);
            stage.relay.host("b" + i + ".example").answers = answers(random);
            stage.relay.host("a" + i + ".example").fault = () -> chaos && random.nextInt(20) == 0;
        }
        stage.queue.beforeSettle = settlement -> fail(random, settlement);
        stage.queue.afterSettle =
                _ -> {
                    if (chaos && random.nextInt(40) == 0) {
                        throw new UnknownOutcomeException("cut off after the commit");
                    }
                };
        stage.queue.beforeRenew =
                () -> {
                    if (chaos && random.nextInt(4) == 0) {
                        throw new StoreException("no renewal");
                    }
                };
        Scheduler one = stage.start("one", 1);
        Scheduler two = stage.start("two", 1);
        int number = 0;
        while (number < ENTRIES) {
            number += add(random.nextBoolean() ? one : two, random, number);
            if (random.nextInt(5) == 0) {
                String host = "a" + random.nextInt(DOMAINS) + ".example";
                stage.relay.host(host).dead = random.nextBoolean();
                stage.quiet();
                steal(random);
                stage.move(Duration.ofSeconds(random.nextInt(90)));
            }
        }
        stage.passLong(Duration.ofHours(3));
        chaos = false;
        for (int i = 0; i < DOMAINS; i++) {
            stage.relay.host("a" + i + ".example").dead = false;
        }
        stage.passLong(Duration.ofHours(12));
        check();
    }

    private static String domain(int i) {
        return "d" + i + ".example";
    }

    private int add(Scheduler scheduler, Random random, int number) {
        String destination = "mx:" + domain(random.nextInt(DOMAINS));
        if (random.nextBoolean() && scheduler.reserve(destination).isPresent()) {
            scheduler.withdrawn(destination);
            try {
                stage.submit(scheduler, destination, "r" + number + "@example");
                return 1;
            } catch (NoSuchElementException _) {
                // It has got into trouble meanwhile.
            }
        }
        var message = stage.message("alice@here.example");
        int recipients = 1 + random.nextInt(4);
        for (int i = 0; i < recipients; i++) {
            stage.queue.put(stage.entry(message, "r" + (number + i) + "@example", destination));
        }
        scheduler.wake(destination);
        return recipients;
    }

    /// An administrator reschedules an entry, whoever works on it.
    private void steal(Random random) {
        var all = stage.queue.all();
        if (!all.isEmpty()) {
            QueueEntry victim = all.get(random.nextInt(all.size()));
            uncertain.add(victim.recipient());
            stage.queue.reschedule(victim.id(), Optional.of(Duration.ofMinutes(1)), _ -> null);
        }
    }

    private Function<Transfer.To, RecipientOutcome> answers(Random random) {
        return to -> {
            int dice = chaos ? random.nextInt(20) : 19;
            return switch (dice) {
                case 0 -> new RecipientOutcome.Failed(FakeRelay.NO);
                case 1, 2 -> new RecipientOutcome.Deferred(FakeRelay.LATER, false);
                case 3 -> new RecipientOutcome.Deferred(FakeRelay.BUSY, true);
                case 4 -> {
                    uncertain.add(to.address());
                    yield new RecipientOutcome.Unknown(new RemoteReply(451, "4.4.2", "cut"));
                }
                default -> {
                    taken.merge(to.address(), 1, Integer::sum);
                    yield new RecipientOutcome.Taken(FakeRelay.OK, true);
                }
            };
        };
    }

    private void fail(Random random, Settlement settlement) {
        if (!chaos) {
            return;
        }
        int dice = random.nextInt(40);
        if (dice == 0) {
            throw new UnknownOutcomeException("cut off before the commit");
        } else if (dice < 3 || (dice < 10 && !settlement.postings().isEmpty())) {
            throw new StoreException("not now");
        }
    }

    private void check() {
        assertThat(stage.queue.all()).isEmpty();
        Map<String, Long> ends =
                stage.queue.events().stream()
                        .filter(event -> isEnd(event.kind()))
                        .collect(
                                Collectors.groupingBy(
                                        DeliveryEvent::recipient, Collectors.counting()));
        assertThat(ends.size()).isGreaterThanOrEqualTo(ENTRIES);
        assertThat(ends.values()).containsOnly(1L);
        assertThat(stage.notices.failed.stream().map(concern -> concern.entry().recipient()))
                .containsAll(
                        stage.queue.events(Kind.FAILED).stream()
                                .map(DeliveryEvent::recipient)
                                .toList());
        uncertain.addAll(stage.queue.lost);
        taken.forEach((recipient, times) -> {
            if (!uncertain.contains(recipient)) {
                assertThat(times).as(recipient).isEqualTo(1);
            }
        });
        stage.queue.events(Kind.FAILED).stream()
                .map(DeliveryEvent::recipient)
                .filter(recipient -> !uncertain.contains(recipient))
                .forEach(recipient -> assertThat(taken).doesNotContainKey(recipient));
    }

    private static boolean isEnd(Kind kind) {
        return kind == Kind.DELIVERED || kind == Kind.FAILED || kind == Kind.EXPIRED;
    }
}
