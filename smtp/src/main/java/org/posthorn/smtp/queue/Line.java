package org.posthorn.smtp.queue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.MailHost;
import org.posthorn.smtp.relay.Relay;
import org.posthorn.smtp.relay.RelayConnection;
import org.posthorn.smtp.relay.RelayException;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.TlsRule;

/// A worker's connection to its site: the one it has, one that somebody kept, or a new one to the
/// first host that answers.
///
/// Used by its worker; another thread may only [#abort] it.
final class Line {
    /// Addresses that one attempt tries (RFC 5321 section 5.1 wants two at least).
    private static final int MOST_ADDRESSES = 12;

    private final Site site;
    private final Plan plan;
    private final Relay relay;
    private final AddressMemory memory;

    /// Guarded by this, as are the others.
    private @Nullable RelayConnection connection;

    private @Nullable Thread connecting;
    private boolean aborted;

    Line(Site site, Plan plan, Relay relay, AddressMemory memory) {
        this.site = site;
        this.plan = plan;
        this.relay = relay;
        this.memory = memory;
    }

    /// What came of it.
    sealed interface Reached {
        /// It may be used.
        ///
        /// @param used whether it has been used before
        record Connected(RelayConnection connection, boolean used) implements Reached {}

        /// The host talks to us over other connections and wants no more.
        record Crowded() implements Reached {}

        /// No host wants a connection.
        ///
        /// @param reply of the last one
        /// @param refused whether all want no mail at all
        /// @param contact who said it; empty where nobody was asked
        record Nowhere(RemoteReply reply, boolean refused, Optional<Contact> contact)
                implements Reached {}

        record Aborted() implements Reached {}
    }

    /// What kind of connection a message needs.
    ///
    /// @param strict whether the rule is stricter than the site's, so that a failure says nothing
    ///   about the site
    record Wish(Route.ToHosts route, TlsRule tls, boolean strict) {}

    /// Reaches a host whose address was not tried yet; addresses that are tried are added.
    Reached reach(Wish wish, Set<InetSocketAddress> tried) {
        RelayConnection open = usable(wish.tls(), tried);
        if (open != null) {
            return new Reached.Connected(open, true);
        }
        var search = new Search(wish, tried);
        for (RelayTarget target : targets(wish)) {
            Optional<Reached> reached = search.tryOne(target);
            if (reached.isPresent()) {
                return reached.get();
            }
        }
        return search.inVain();
    }

    private static List<RelayTarget> targets(Wish wish) {
        List<RelayTarget> targets = new ArrayList<>();
        for (MailHost host : wish.route().hosts()) {
            for (InetAddress address : host.addresses()) {
                targets.add(wish.route().target(host, address, wish.tls()));
            }
        }
        return targets;
    }

    private @Nullable RelayConnection usable(TlsRule tls, Set<InetSocketAddress> tried) {
        RelayConnection mine = connection();
        if (mine != null && isFit(mine, tls, tried)) {
            return mine;
        }
        drop();
        RelayConnection kept =
                plan.with(site, there -> Optional.ofNullable(there.takeKept(tls))).orElse(null);
        while (kept != null) {
            if (isFit(kept, tls, tried) && take(kept)) {
                return kept;
            }
            kept.close();
            kept = plan.with(site, there -> Optional.ofNullable(there.takeKept(tls))).orElse(null);
        }
        return null;
    }

    private static boolean isFit(
            RelayConnection connection, TlsRule tls, Set<InetSocketAddress> tried) {
        RelayTarget target = connection.target();
        return target.tls() == tls && !tried.contains(target.address()) && connection.isUsable();
    }

    private final class Search {
        private final Wish wish;
        private final Set<InetSocketAddress> tried;
        private final boolean probe;
        private @Nullable RemoteReply last;
        private @Nullable RelayTarget asked;
        private boolean refused = true;
        private int count;

        Search(Wish wish, Set<InetSocketAddress> tried) {
            this.wish = wish;
            this.tried = tried;
            probe = wish.strict() || plan.with(site, there -> there.health.isTroubled());
        }

        Optional<Reached> tryOne(RelayTarget target) {
            InetSocketAddress address = target.address();
            if (tried.contains(address) || ++count > MOST_ADDRESSES) {
                return Optional.empty();
            }
            boolean talking = plan.with(site, there -> there.isTalkingTo(address));
            Optional<RemoteReply> down =
                    probe || talking ? Optional.empty() : memory.passOver(address);
            if (down.isPresent()) {
                last = down.get();
                refused = false;
                return Optional.empty();
            }
            tried.add(address);
            return connect(target, talking);
        }

        private Optional<Reached> connect(RelayTarget target, boolean talking) {
            if (!begin()) {
                return Optional.of(new Reached.Aborted());
            }
            try {
                RelayConnection made = relay.connect(target);
                end();
                if (!take(made)) {
                    made.close();
                    return Optional.of(new Reached.Aborted());
                }
                tried.remove(target.address());
                memory.answered(target.address());
                return Optional.of(new Reached.Connected(made, false));
            } catch (RelayException e) {
                return end() ? Optional.of(new Reached.Aborted()) : failed(target, e, talking);
            } finally {
                end();
            }
        }

        private Optional<Reached> failed(RelayTarget target, RelayException e, boolean talking) {
            last = e.reply();
            asked = target;
            if (last.isPermanent()) {
                return Optional.empty();
            }
            refused = false;
            if (talking && !wish.strict()) {
                return Optional.of(new Reached.Crowded());
            }
            if (!wish.strict()) {
                memory.failed(target.address(), e.reply());
            }
            return Optional.empty();
        }

        Reached inVain() {
            return last == null
                    ? new Reached.Nowhere(Words.NEVER_TRIED, false, Optional.empty())
                    : new Reached.Nowhere(
                            last,
                            refused,
                            Optional.ofNullable(asked)
                                    .map(target -> Contact.of(target, Optional.empty())));
        }
    }

    private synchronized boolean begin() {
        if (aborted) {
            return false;
        }
        connecting = Thread.currentThread();
        return true;
    }

    /// No longer connecting.
    ///
    /// @return whether it was aborted; no interrupt comes from now on, and none is left
    private synchronized boolean end() {
        if (connecting != null) {
            connecting = null;
            if (aborted) {
                Thread.interrupted();
            }
        }
        return aborted;
    }

    private synchronized @Nullable RelayConnection connection() {
        return connection;
    }

    private boolean take(RelayConnection made) {
        synchronized (this) {
            if (aborted) {
                return false;
            }
            connection = made;
        }
        plan.with(site, there -> talks(there, made, true));
        return true;
    }

    private static boolean talks(Site site, RelayConnection connection, boolean begins) {
        site.talks(connection.target().address(), begins);
        return begins;
    }

    private @Nullable RelayConnection letGo() {
        RelayConnection had;
        synchronized (this) {
            had = connection;
            connection = null;
        }
        if (had != null) {
            plan.with(site, there -> talks(there, had, false));
        }
        return had;
    }

    /// Closes the connection.
    void drop() {
        RelayConnection had = letGo();
        if (had != null) {
            had.close();
        }
    }

    /// Leaves the connection to the site's next worker, if it is good for something.
    void park(Time time) {
        RelayConnection had = letGo();
        if (had == null) {
            return;
        }
        if (!isAborted() && had.isUsable()) {
            plan.with(site, there -> keep(there, had, time.nanoTime()));
        } else {
            had.close();
        }
    }

    private static boolean keep(Site site, RelayConnection connection, long now) {
        site.keep(connection, now);
        return true;
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    /// Ends whatever the worker waits for. It is interrupted only while it connects: files that are
    /// read in an interrupted thread are closed.
    void abort() {
        RelayConnection open;
        synchronized (this) {
            aborted = true;
            open = connection;
            if (connecting != null) {
                connecting.interrupt();
            }
        }
        if (open != null) {
            open.close();
        }
    }
}
