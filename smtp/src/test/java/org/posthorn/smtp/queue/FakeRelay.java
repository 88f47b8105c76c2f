package org.posthorn.smtp.queue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.posthorn.smtp.relay.Hosts;
import org.posthorn.smtp.relay.MailHost;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.Relay;
import org.posthorn.smtp.relay.RelayConnection;
import org.posthorn.smtp.relay.RelayException;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.Transfer;

/// The world outside: hosts by name, and what they say.
@SuppressWarnings({"NullAway", "ThreadPriorityCheck"}) // others are to have their turn
final class FakeRelay implements Relay, Hosts {
    static final RemoteReply OK = new RemoteReply(250, "2.0.0", "ok");
    static final RemoteReply LATER = new RemoteReply(451, "4.7.1", "greylisted");
    static final RemoteReply NO = new RemoteReply(550, "5.1.1", "no such user");
    static final RemoteReply BUSY = new RemoteReply(421, "4.3.2", "too busy");
    static final RemoteReply SILENT = new RemoteReply(421, "4.4.1", "no answer");

    /// A host of the world.
    static final class Host {
        final String name;
        final AtomicInteger connects = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger mostOpen = new AtomicInteger();
        final List<Transfer> transfers = Collections.synchronizedList(new ArrayList<>());
        volatile boolean dead;
        volatile int mostConnections = Integer.MAX_VALUE;
        volatile RemoteReply connectReply = SILENT;

        /// What it waits for before it answers a connection, and a transfer.
        volatile CountDownLatch connectGate = new CountDownLatch(0);

        volatile CountDownLatch gate = new CountDownLatch(0);

        /// Whether the relay fails by a fault of its own.
        volatile BooleanSupplier fault = () -> false;

        volatile Function<Transfer.To, RecipientOutcome> answers =
                _ -> new RecipientOutcome.Taken(OK, true);

        Host(String name) {
            this.name = name;
        }

        List<String> recipients() {
            synchronized (transfers) {
                return transfers.stream()
                        .flatMap(each -> each.recipients().stream())
                        .map(Transfer.To::address)
                        .toList();
            }
        }
    }

    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Map<String, Found> domains = new ConcurrentHashMap<>();

    Host host(String name) {
        return hosts.computeIfAbsent(name, Host::new);
    }

    /// A domain's hosts, in order; without this, a domain is its own host.
    void domain(String domain, String... names) {
        List<MailHost> found = new ArrayList<>();
        for (String name : names) {
            found.add(new MailHost(name, List.of(address(name))));
        }
        domains.put(domain, new Found.Some(found));
    }

    void domain(String domain, Found found) {
        domains.put(domain, found);
    }

    static InetAddress address(String name) {
        int hash = name.hashCode();
        return InetAddress.ofLiteral(
                "10.%d.%d.%d".formatted(hash >> 16 & 255, hash >> 8 & 255, hash & 255));
    }

    @Override
    public Found find(String domain) {
        Found found = domains.get(domain);
        return found != null
                ? found
                : new Found.Some(List.of(new MailHost(domain, List.of(address(domain)))));
    }

    @Override
    public RelayConnection connect(RelayTarget target) throws RelayException {
        Host host = host(target.host());
        host.connects.incrementAndGet();
        await(host.connectGate);
        if (host.dead || host.open.get() >= host.mostConnections) {
            throw new RelayException(host.connectReply);
        }
        int open = host.open.incrementAndGet();
        host.mostOpen.accumulateAndGet(open, Math::max);
        return new Connection(target, host);
    }

    private static boolean await(CountDownLatch gate) {
        try {
            gate.await();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private static final class Connection implements RelayConnection {
        private final RelayTarget target;
        private final Host host;
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile Thread user;

        Connection(RelayTarget target, Host host) {
            this.target = target;
            this.host = host;
        }

        @Override
        public RelayTarget target() {
            return target;
        }

        @Override
        public Optional<String> protection() {
            return Optional.of("TLSv1.3");
        }

        @Override
        public List<RecipientOutcome> transfer(Transfer transfer) {
            user = Thread.currentThread();
            boolean went = await(host.gate);
            user = null;
            if (!went || closed.get()) {
                return transfer.recipients().stream()
                        .<RecipientOutcome>map(_ -> new RecipientOutcome.Unknown(SILENT))
                        .toList();
            }
            // A real server is waited for, so that others have their turn.
            Thread.yield();
            if (host.fault.getAsBoolean()) {
                throw new IllegalStateException("a fault of ours");
            }
            List<RecipientOutcome> outcomes =
                    transfer.recipients().stream().map(to -> host.answers.apply(to)).toList();
            host.transfers.add(transfer);
            return outcomes;
        }

        @Override
        public RemoteReply probe(String address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isUsable() {
            return !closed.get();
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                host.open.decrementAndGet();
                Thread blocked = user;
                if (blocked != null) {
                    blocked.interrupt();
                }
            }
        }
    }
}
