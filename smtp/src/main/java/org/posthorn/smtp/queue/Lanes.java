package org.posthorn.smtp.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The destinations that are remembered, and when each is to be looked at. Guarded by the plan's
/// lock.
final class Lanes {
    /// How many are looked through for one that can be forgotten.
    private static final int SEARCHED = 200;

    private final int most;
    private final Map<String, Lane> byName = new HashMap<>();

    /// Those that have a time; local time may be negative, but differs by less than a century.
    private final TreeSet<Lane> byTime =
            new TreeSet<>(
                    Comparator.comparingLong((Lane lane) -> lane.wakeAt)
                            .thenComparing(lane -> lane.destination));

    Lanes(int most) {
        this.most = most;
    }

    @Nullable Lane find(String destination) {
        return byName.get(destination);
    }

    /// The destination, remembered from now on.
    ///
    /// @return null where too many are
    @Nullable Lane open(String destination) {
        Lane known = byName.get(destination);
        if (known != null) {
            return known;
        }
        if (byName.size() >= most && !forgetOne()) {
            return null;
        }
        Lane opened = new Lane(destination);
        byName.put(destination, opened);
        return opened;
    }

    /// One that is only put off costs one more attempt when it is met again.
    private boolean forgetOne() {
        int searched = 0;
        for (Lane lane : byName.values()) {
            if (lane.inMemory == 0 && lane.promised == 0 && !lane.claiming && !lane.resolving) {
                forget(lane);
                return true;
            }
            if (++searched == SEARCHED) {
                return false;
            }
        }
        return false;
    }

    private void forget(Lane lane) {
        wakeAt(lane, Lane.NEVER);
        lane.detach();
        byName.remove(lane.destination);
    }

    void forgetIfIdle(Lane lane) {
        if (lane.isIdle() && byName.get(lane.destination) == lane) {
            forget(lane);
        }
    }

    void wakeAt(Lane lane, long moment) {
        if (moment == lane.wakeAt) {
            return;
        }
        if (lane.wakeAt != Lane.NEVER) {
            byTime.remove(lane);
        }
        lane.wakeAt = moment;
        if (moment != Lane.NEVER) {
            byTime.add(lane);
        }
    }

    /// Those whose time has come; they have none afterwards.
    List<Lane> takeAwake(long now) {
        List<Lane> awake = new ArrayList<>();
        while (!byTime.isEmpty() && byTime.first().wakeAt - now <= 0) {
            Lane lane = byTime.first();
            wakeAt(lane, Lane.NEVER);
            awake.add(lane);
        }
        return awake;
    }

    /// When the next one is to be looked at.
    long nextWake() {
        return byTime.isEmpty() ? Lane.NEVER : byTime.first().wakeAt;
    }

    List<Lane> all() {
        return List.copyOf(byName.values());
    }

    int size() {
        return byName.size();
    }
}
