package org.posthorn.mailbox.tracing;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.login.ClientNetwork;

/// What was noted and is not on disk yet.
///
/// Nobody can fill the log or the heap by being refused: of each client some events of a minute are
/// kept, and how many more there were.
final class Notes {
    /// Of one client in one minute.
    static final int EACH = 20;

    /// Clients that are told apart in one minute; the others count as one.
    static final int CLIENTS = 10_000;

    /// Events that wait.
    static final int WAITING = 20_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Client> clients = new HashMap<>();
    private final Client others = new Client();
    private List<DeliveryEvent> waiting = new ArrayList<>();
    private long minute;

    Notes(InstantSource clock) {
        this.clock = clock;
    }

    /// What came from one address in the minute.
    private static final class Client {
        private int kept;
        private long more;
        private @Nullable DeliveryEvent last;
    }

    /// Holds the lock for so long only as it takes to put something into a map.
    void add(DeliveryEvent event) {
        lock.lock();
        try {
            endMinute(minuteNow());
            Client client = client(event);
            if (client.kept < EACH && waiting.size() < WAITING) {
                client.kept++;
                waiting.add(event);
            } else {
                client.more++;
                client.last = event;
            }
        } finally {
            lock.unlock();
        }
    }

    private Client client(DeliveryEvent event) {
        String network = network(event.detail(Detail.CLIENT).orElse(""));
        Client known = clients.get(network);
        if (known != null) {
            return known;
        }
        if (clients.size() == CLIENTS) {
            return others;
        }
        var added = new Client();
        clients.put(network, added);
        return added;
    }

    /// Everybody has many addresses of IPv6.
    private static String network(String address) {
        try {
            return ClientNetwork.of(InetAddress.ofLiteral(address)).prefix();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private long minuteNow() {
        return clock.instant().getEpochSecond() / 60;
    }

    private void endMinute(long now) {
        if (now != minute) {
            clients.values().forEach(this::count);
            count(others);
            others.kept = 0;
            others.more = 0;
            clients.clear();
            minute = now;
        }
    }

    private void count(Client client) {
        DeliveryEvent last = client.last;
        if (client.more > 0 && last != null) {
            var details = new DeliveryEvent.Details().with(Detail.MORE, client.more);
            if (!client.equals(others)) {
                details.with(Detail.CLIENT, last.detail(Detail.CLIENT))
                        .with(Detail.PROTOCOL, last.detail(Detail.PROTOCOL))
                        .with(Detail.REPLY, last.detail(Detail.REPLY));
            }
            Instant at = last.at();
            waiting.add(new DeliveryEvent(at, last.kind(), "", "", "", details.build()));
        }
    }

    /// All that waits, which is the caller's then.
    List<DeliveryEvent> take() {
        return take(minuteNow());
    }

    /// All that waits, and what was counted in the minute that is not over.
    List<DeliveryEvent> takeLast() {
        return take(-1);
    }

    private List<DeliveryEvent> take(long now) {
        lock.lock();
        try {
            endMinute(now);
            List<DeliveryEvent> taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes back what could not be written, so far as there is room.
    void putBack(List<DeliveryEvent> events) {
        lock.lock();
        try {
            var all = new ArrayList<>(events);
            all.addAll(waiting);
            waiting = all.size() <= WAITING ? all : new ArrayList<>(all.subList(0, WAITING));
        } finally {
            lock.unlock();
        }
    }
}
