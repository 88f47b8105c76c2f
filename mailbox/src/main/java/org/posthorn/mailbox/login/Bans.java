package org.posthorn.mailbox.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.log.EventLine;

/// Networks whose logins are put off unchecked for a time, for too many of them were refused.
///
/// It is for those who go on guessing at the pace that the delays leave them. This machine is never
/// banned, and [LoginGate] lets an account pass that has logged in well from a banned network
/// lately. A restart lifts all bans.
///
/// Bans are over by a monotonic clock, whatever the one on the wall shows. There are as many as
/// there is room for 100,000; then those that are seldom asked about go first.
public final class Bans {
    private static final Logger LOG = System.getLogger(Bans.class.getName());
    private static final int MAX_NETWORKS = 100_000;

    private final BanSettings settings;
    private final LongSupplier nanoTime;
    private final Cache<ClientNetwork, Integer> refused;
    private final Cache<ClientNetwork, Banned> banned;

    private record Banned(int refused, Instant since, long sinceNanos) {}

    /// @param registry where it is shown how many there are
    public Bans(LoginSettings settings, PrometheusRegistry registry) {
        this(settings, registry, System::nanoTime);
    }

    Bans(LoginSettings settings, PrometheusRegistry registry, LongSupplier nanoTime) {
        this.settings = settings.bans();
        this.nanoTime = nanoTime;
        refused = cache(settings.forgetAfter(), nanoTime);
        banned = cache(settings.bans().time(), nanoTime);
        GaugeWithCallback.builder()
                .name("posthorn_login_bans")
                .help("Networks whose logins are put off because too many were refused.")
                .callback(callback -> callback.call((double) banned.asMap().size()))
                .register(registry);
    }

    private static <V> Cache<ClientNetwork, V> cache(Duration time, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_NETWORKS)
                .expireAfterWrite(time)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    boolean contains(ClientNetwork network) {
        return banned.getIfPresent(network) != null;
    }

    /// Counts a refused login, and bans the network if it was one too many.
    void failed(ClientNetwork network) {
        if (settings.after() == 0 || network.loopback()) {
            return;
        }
        int count = refused.asMap().merge(network, 1, Integer::sum);
        if (count >= settings.after()) {
            begin(network, count);
        }
    }

    /// Those that were being checked when it began change nothing.
    private void begin(ClientNetwork network, int count) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var ban = new Banned(count, now, nanoTime.getAsLong());
        if (banned.asMap().putIfAbsent(network, ban) == null) {
            refused.invalidate(network);
            EventLine.of("logins banned")
                    .with("network", network.text())
                    .with("refused", count)
                    .with("until", now.plus(settings.time()))
                    .log(LOG);
        }
    }

    /// Those in force, the latest first.
    public List<Ban> all() {
        long nanos = nanoTime.getAsLong();
        Instant now = Instant.now();
        return banned.asMap().entrySet().stream()
                .map(entry -> {
                    Banned ban = entry.getValue();
                    Duration left = settings.time().minusNanos(nanos - ban.sinceNanos);
                    return new Ban(
                            entry.getKey(),
                            ban.refused,
                            ban.since,
                            now.plus(left).truncatedTo(ChronoUnit.SECONDS));
                })
                .sorted(
                        Comparator.comparing(Ban::since)
                                .reversed()
                                .thenComparing(ban -> ban.network().text()))
                .toList();
    }

    /// Ends a ban; what was refused before counts no more.
    ///
    /// @return whether there was one
    public boolean lift(ClientNetwork network) {
        refused.invalidate(network);
        boolean was = banned.asMap().remove(network) != null;
        if (was) {
            EventLine.of("logins no longer banned").with("network", network.text()).log(LOG);
        }
        return was;
    }
}
