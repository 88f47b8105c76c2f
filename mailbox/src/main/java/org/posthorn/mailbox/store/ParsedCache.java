package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Keeps what was computed of bodies lately used, in its encoded form: a body never changes, and
/// clients ask for the same envelopes again and again.
final class ParsedCache {
    private static final long MAX_OCTETS =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /// What an entry costs beside its octets.
    private static final int ENTRY_OCTETS = 100;

    private final LinkedHashMap<BodyId, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    /// What was computed of each body; the missing are loaded in one call of `load`.
    Map<BodyId, byte[]> get(List<BodyId> bodies, Function<List<BodyId>, Map<BodyId, byte[]>> load) {
        var found = HashMap.<BodyId, byte[]>newHashMap(bodies.size());
        var missing = new ArrayList<BodyId>();
        synchronized (this) {
            for (BodyId body : bodies) {
                byte[] parsed = entries.get(body);
                if (parsed == null) {
                    missing.add(body);
                } else {
                    found.put(body, parsed);
                }
            }
        }
        if (!missing.isEmpty()) {
            var loaded = load.apply(missing);
            found.putAll(loaded);
            put(loaded);
        }
        return found;
    }

    private synchronized void put(Map<BodyId, byte[]> loaded) {
        loaded.forEach((body, parsed) -> {
            byte[] before = entries.put(body, parsed);
            octets += ENTRY_OCTETS + parsed.length;
            octets -= before == null ? 0 : ENTRY_OCTETS + before.length;
        });
        var eldest = entries.values().iterator();
        while (octets > MAX_OCTETS) {
            octets -= ENTRY_OCTETS + eldest.next().length;
            eldest.remove();
        }
    }
}
