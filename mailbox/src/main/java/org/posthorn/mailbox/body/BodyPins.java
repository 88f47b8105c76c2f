package org.posthorn.mailbox.body;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.store.BodyId;

/// The bodies that somebody in this process is reading.
///
/// A body whose last message goes is kept for some time, long enough to begin reading it, and for
/// as long as it is pinned after that.
public final class BodyPins {
    private final Map<BodyId, Integer> pins = new HashMap<>();

    /// Keeps the body until [#unpin].
    public synchronized void pin(BodyId body) {
        pins.merge(body, 1, Integer::sum);
    }

    public synchronized void unpin(List<BodyId> bodies) {
        for (BodyId body : bodies) {
            pins.computeIfPresent(body, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Those of the bodies that nobody is reading.
    public synchronized List<BodyId> unpinned(List<BodyId> bodies) {
        return bodies.stream().filter(body -> !pins.containsKey(body)).toList();
    }
}
