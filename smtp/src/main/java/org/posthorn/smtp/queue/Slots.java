package org.posthorn.smtp.queue;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// So many at once; others wait in the order in which they came. Guarded by the plan's lock.
final class Slots<T> {
    private final int most;
    private final Set<T> waiting = new LinkedHashSet<>();
    private int taken;

    Slots(int most) {
        this.most = most;
    }

    /// Takes a slot, or waits for one.
    boolean take(T who) {
        if (taken < most) {
            taken++;
            waiting.remove(who);
            return true;
        }
        waiting.add(who);
        return false;
    }

    /// Gives a slot back.
    void giveBack() {
        taken--;
    }

    /// Whoever has waited longest, if there is a slot now; it waits no longer.
    @Nullable T next() {
        if (taken >= most || waiting.isEmpty()) {
            return null;
        }
        var first = waiting.iterator();
        T who = first.next();
        first.remove();
        return who;
    }

    /// Takes one more than there are, for who has one in another way.
    void overdraw() {
        taken++;
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    void forget(T who) {
        waiting.remove(who);
    }

    int taken() {
        return taken;
    }
}
