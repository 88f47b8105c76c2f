package org.posthorn.smtp.queue;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.RelayConnection;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.TlsRule;

/// Hosts that destinations lead to: what waits for them, how many may talk to them, and how they
/// are. Guarded by the plan's lock, but for its key.
///
/// As many connections as it bears: one more after each success, half after it asked us to come
/// later, none while it does not answer.
final class Site {
    /// So often in a row it may say "later" to the connection itself before it is left alone.
    private static final int STRIKES = 3;

    /// The same for all destinations that lead here.
    final String key;

    final Set<Lane> lanes = new LinkedHashSet<>();
    final Health health = new Health();
    final Waiting waiting;
    Route route;

    /// Workers, and those of them that have not taken their first group.
    int active;

    int starting;

    /// Whether an entry is being claimed to find out whether it answers again.
    boolean probing;

    private final int most;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<InetSocketAddress, Integer> talkingTo = new HashMap<>();
    private int limit;
    private int strikes;
    private long growsAfter = Long.MIN_VALUE;

    private record Kept(RelayConnection connection, long since) {}

    Site(String key, Route route, QueueSettings settings) {
        this.key = key;
        this.route = route;
        most = settings.siteConcurrency();
        limit = Math.min(settings.firstConcurrency(), most);
        waiting = new Waiting(settings.recipients());
    }

    /// How many workers it may have at this moment.
    int allowed(long now) {
        if (health.isPutOff(now)) {
            return 0;
        }
        return health.isTroubled() ? 1 : limit;
    }

    void succeeded(long now) {
        strikes = 0;
        health.recovered();
        if (limit < most && now >= growsAfter) {
            limit++;
        }
    }

    /// It wanted no further connection while others are open.
    void crowded(long now, long pauseNanos) {
        limit = Math.max(1, active - 1);
        growsAfter = now + pauseNanos;
    }

    /// It has answered, and wants nothing now.
    ///
    /// @return whether it has to be left alone
    boolean deferred() {
        limit = Math.max(1, limit / 2);
        return ++strikes >= STRIKES;
    }

    void failed(RemoteReply why, long now, Backoff backoff) {
        health.failed(why, now, backoff.ofSite(health.failures() + 1));
        strikes = 0;
        limit = 1;
        probing = false;
    }

    boolean isTalkingTo(InetSocketAddress address) {
        return talkingTo.containsKey(address);
    }

    void talks(InetSocketAddress address, boolean begins) {
        talkingTo.merge(address, begins ? 1 : -1, (a, b) -> a + b == 0 ? null : a + b);
    }

    void keep(RelayConnection connection, long now) {
        kept.addLast(new Kept(connection, now));
    }

    /// A connection that was kept under this rule; the one that was used last.
    @Nullable RelayConnection takeKept(TlsRule tls) {
        for (var each = kept.descendingIterator(); each.hasNext(); ) {
            RelayConnection connection = each.next().connection();
            if (connection.target().tls() == tls) {
                each.remove();
                return connection;
            }
        }
        return null;
    }

    /// Takes those that were kept since then or longer.
    List<RelayConnection> takeOld(long since) {
        List<RelayConnection> old = new ArrayList<>();
        while (!kept.isEmpty() && kept.peekFirst().since() - since <= 0) {
            old.add(kept.removeFirst().connection());
        }
        return old;
    }

    /// Whether nothing would be forgotten with it.
    boolean isIdle() {
        return lanes.isEmpty() && waiting.groups() == 0 && active == 0 && kept.isEmpty();
    }

    int limit() {
        return limit;
    }
}
