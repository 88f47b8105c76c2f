package org.posthorn.smtp.queue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The workers, and how many there may be. Guarded by the plan's lock.
///
/// Sites that want one more than there may be wait in order, and then workers of other sites end
/// after each message, so everybody has a turn. A worker that has waited for its server for some
/// seconds is a slow one, and no longer counts among those that may work, up to a number: a
/// thousand black holes keep nobody from working.
final class Staff {
    /// So many groups a site's only worker does while others wait.
    private static final int TURN = 20;

    private final QueueSettings settings;
    private final Errands errands;
    private final Slots<Site> slots;
    private final Set<Worker> working = new LinkedHashSet<>();
    private int slow;

    Staff(QueueSettings settings, Errands errands) {
        this.settings = settings;
        this.errands = errands;
        slots = new Slots<>(settings.workers());
    }

    /// Starts as many workers for a site as it has work for and may have.
    void start(Site site, long now, boolean closing) {
        int allowed = Math.min(site.allowed(now), settings.workers() / 2);
        while (!closing
                && site.waiting.groups() > site.starting
                && site.active < allowed
                && slots.take(site)) {
            site.active++;
            site.starting++;
            errands.work(site);
        }
        if (site.waiting.groups() <= site.starting || site.active >= allowed) {
            slots.forget(site);
        }
    }

    void startOthers(long now, boolean closing) {
        @Nullable Site next = slots.next();
        while (next != null) {
            start(next, now, closing);
            next = slots.next();
        }
    }

    /// Whether a worker takes another group.
    boolean mayGoOn(Worker worker, long now, boolean closing) {
        Site site = worker.site();
        if (worker.groups == 0) {
            site.starting--;
            working.add(worker);
            worker.since = now;
        }
        boolean turnIsOver =
                worker.groups > 0
                        && slots.isAwaited()
                        && (site.active > 1 || worker.groups >= TURN);
        return !closing && !turnIsOver && site.active <= site.allowed(now);
    }

    void begins(Worker worker, long now) {
        worker.groups++;
        stepped(worker, now);
    }

    void stepped(Worker worker, long now) {
        worker.since = now;
        if (worker.slow) {
            worker.slow = false;
            slow--;
            slots.overdraw();
        }
    }

    void ended(Worker worker) {
        if (!working.remove(worker)) {
            worker.site().starting--;
        }
        worker.site().active--;
        if (worker.slow) {
            slow--;
        } else {
            slots.giveBack();
        }
    }

    /// Tells the slow ones from the others.
    void sortOut(long now) {
        for (Worker worker : working) {
            if (slow >= settings.slowWorkers()) {
                return;
            }
            if (!worker.slow && now - worker.since > settings.slowAfter().toNanos()) {
                worker.slow = true;
                slow++;
                slots.giveBack();
            }
        }
    }

    boolean isEmpty() {
        return working.isEmpty();
    }

    List<Worker> all() {
        return List.copyOf(working);
    }
}
