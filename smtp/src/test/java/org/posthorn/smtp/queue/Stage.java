package org.posthorn.smtp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.TlsRule;

/// A scheduler, or several, in a world of fakes.
@SuppressWarnings("ThreadPriorityCheck") // others are to have their turn
final class Stage implements AutoCloseable {
    final FakeTime time = new FakeTime();
    final FakeQueue queue = new FakeQueue(time);
    final FakeRelay relay = new FakeRelay();
    final FakeNotices notices = new FakeNotices();
    volatile NextHops.NewRoute anew = new NextHops.NewRoute.Refused(FakeRelay.NO);
    private final List<Scheduler> schedulers = new CopyOnWriteArrayList<>();
    private int messages;

    /// `mx:` leads to a domain, `relay:` to a host, `gone:` nowhere.
    private final NextHops nextHops =
            new NextHops() {
                @Override
                public NextHop of(String destination) {
                    String name = destination.substring(destination.indexOf(':') + 1);
                    if (destination.startsWith("gone:")) {
                        return new NextHop.Gone();
                    }
                    return destination.startsWith("mx:")
                            ? new NextHop.Exchange(name, TlsRule.OPPORTUNISTIC)
                            : new NextHop.Fixed(
                                    name,
                                    2525,
                                    RelayTarget.Protocol.SMTP,
                                    TlsRule.NEVER,
                                    false,
                                    Optional.empty());
                }

                @Override
                public NewRoute routeAnew(QueueEntry entry) {
                    return anew;
                }
            };

    Stage() {
        time.moved = () -> schedulers.forEach(Scheduler::poke);
    }

    Scheduler start() {
        return start("node", 1);
    }

    Scheduler start(String node, long epoch) {
        return start(node, epoch, UnaryOperator.identity());
    }

    Scheduler start(String node, long epoch, UnaryOperator<QueueSettings> settings) {
        var parts =
                new QueueParts(
                        queue,
                        new Claimant(node, epoch),
                        relay,
                        relay,
                        host -> List.of(FakeRelay.address(host)),
                        nextHops,
                        notices,
                        settings.apply(QueueSettings.DEFAULT),
                        new PrometheusRegistry());
        var limits = new Scheduler.Limits(Duration.ofMillis(200), Duration.ofSeconds(5));
        var scheduler = new Scheduler(parts, new Scheduler.World(time, () -> 0.5, limits));
        schedulers.add(scheduler);
        scheduler.start();
        return scheduler;
    }

    Envelope message(String sender) {
        return new Envelope("m" + ++messages, sender, 1000, queue.now(), MessageOptions.NONE);
    }

    QueueEntry entry(Envelope message, String recipient, String destination) {
        return entry(message, recipient, destination, RecipientOptions.NONE);
    }

    QueueEntry entry(
            Envelope message, String recipient, String destination, RecipientOptions options) {
        return new QueueEntry(
                queue.newId(),
                message,
                new BodyId(Long.parseLong(message.id().substring(1))),
                recipient,
                options,
                destination,
                queue.now(),
                0,
                "",
                false,
                Optional.empty());
    }

    /// Adds a message of its own.
    QueueId add(String destination, String recipient) {
        QueueEntry entry = entry(message("alice@here.example"), recipient, destination);
        queue.put(entry);
        return entry.id();
    }

    void add(String destination, int count) {
        for (int i = 0; i < count; i++) {
            add(destination, "user" + i + "@" + destination.substring(3));
        }
    }

    /// Hands an entry over as one that came with a reservation.
    QueueEntry submit(Scheduler scheduler, String destination, String recipient) {
        Claimant claimant = scheduler.reserve(destination).orElseThrow();
        QueueEntry fresh = entry(message("alice@here.example"), recipient, destination);
        QueueEntry leased =
                new QueueEntry(
                        fresh.id(),
                        fresh.envelope(),
                        fresh.body(),
                        fresh.recipient(),
                        fresh.options(),
                        fresh.destination(),
                        queue.now().plus(QueueSettings.DEFAULT.lease()),
                        0,
                        "",
                        false,
                        Optional.of(claimant));
        queue.put(leased);
        scheduler.submitted(List.of(leased));
        return leased;
    }

    /// Lets time pass in steps, and everything be done in between.
    void pass(Duration duration) {
        Duration step = Duration.ofSeconds(20);
        for (Duration left = duration; left.isPositive(); left = left.minus(step)) {
            move(left.compareTo(step) < 0 ? left : step);
            quiet();
        }
    }

    /// Lets many hours pass in larger steps than leases would bear if anything were blocked.
    void passLong(Duration duration) {
        Duration step = Duration.ofMinutes(duration.toHours() > 24 ? 3 : 1);
        for (Duration left = duration; left.isPositive(); left = left.minus(step)) {
            move(step);
            quiet();
        }
    }

    void move(Duration duration) {
        time.move(duration);
        schedulers.forEach(Scheduler::poke);
    }

    void quiet() {
        quiet(0);
    }

    /// Waits until nothing is left to do at this time.
    ///
    /// @param blocked threads that wait for something
    void quiet(int blocked) {
        until(() -> schedulers.stream().allMatch(scheduler -> scheduler.isQuiet(blocked)));
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not come").isLessThan(end);
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        schedulers.forEach(Scheduler::close);
    }
}
