package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.RemoteReply;

/// What is known of a destination here: what waits for it, and where it leads. Guarded by the
/// plan's lock, but for its name.
final class Lane {
    static final long NEVER = Long.MAX_VALUE;

    final String destination;

    /// Leased entries that wait for the site to be known.
    final List<Ticket> pending = new ArrayList<>();

    /// Of the destination itself, where nobody can say who takes mail for it.
    final Health health = new Health();

    /// Reservations that are open, and entries that came with one.
    int promised;

    /// Leased entries, waiting or at work.
    int inMemory;

    /// Claimed ones of these that wait.
    int claimed;

    /// Whether the queue may have entries that are due.
    boolean due;

    /// How often somebody said that it has.
    int wakes;

    /// When the queue has entries that are due.
    final Moments dueAt = new Moments();

    boolean claiming;
    boolean resolving;
    @Nullable Site site;

    /// When the site has to be asked for anew.
    long siteUntil;

    /// When it is looked at next; changed by [Lanes] only.
    long wakeAt = NEVER;

    Lane(String destination) {
        this.destination = destination;
    }

    void wake() {
        due = true;
        wakes++;
    }

    boolean hasWork() {
        return due || !pending.isEmpty();
    }

    /// Whether nothing would be forgotten with it.
    boolean isIdle() {
        return !hasWork()
                && inMemory == 0
                && promised == 0
                && dueAt.first() == NEVER
                && !claiming
                && !resolving
                && !isTroubled();
    }

    boolean isTroubled() {
        return health.isTroubled() || (site != null && site.health.isTroubled());
    }

    /// What was said of it, if it is put off.
    @Nullable RemoteReply trouble() {
        RemoteReply own = health.reply();
        return own != null || site == null ? own : site.health.reply();
    }

    DestinationState state(long now) {
        Health worst = site == null || health.isTroubled() ? health : site.health;
        long wait = worst.isTroubled() ? worst.until() - now : 0;
        return new DestinationState(
                destination,
                site == null ? "" : site.key,
                inMemory,
                site == null ? 0 : site.active,
                site == null ? 0 : site.limit(),
                Duration.ofNanos(Math.max(0, wait)),
                Optional.ofNullable(trouble()).map(RemoteReply::toString));
    }

    List<Ticket> takePending() {
        List<Ticket> all = List.copyOf(pending);
        pending.clear();
        return all;
    }

    void attach(Site to) {
        if (site != to) {
            detach();
            site = to;
            to.lanes.add(this);
        }
    }

    void detach() {
        if (site != null) {
            site.lanes.remove(this);
            site = null;
        }
    }
}
