package org.posthorn.mailbox.body;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.Uid;

/// What clients lately asked for: what a message's row says beside its flags, what was computed of
/// its body, and the octets of small bodies. None of it ever changes.
public final class MessageCache {
    /// Of the heap, half for octets and half for the rest.
    private static final long MAX_OCTETS =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 10);

    /// A body that is larger is not kept: nobody asks for it so often.
    private static final int LARGEST_BODY = 16 * 1024;

    /// What an entry costs beside its octets.
    private static final int ENTRY_OCTETS = 120;

    private static final int ROW_OCTETS = 250;

    private record Place(MailboxId mailbox, Uid uid) {}

    private final Cache<Place, StoredMessage> rows =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_OCTETS / 4)
                    .weigher((Place _, StoredMessage message) ->
                            ROW_OCTETS + message.deliveryHeader().length())
                    .executor(Runnable::run)
                    .build();

    private final Cache<BodyId, byte[]> parsed = ofOctets(MAX_OCTETS / 4);
    private final Cache<BodyId, byte[]> bodies = ofOctets(MAX_OCTETS / 2);

    private static Cache<BodyId, byte[]> ofOctets(long most) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((BodyId _, byte[] octets) -> ENTRY_OCTETS + octets.length)
                .executor(Runnable::run)
                .build();
    }

    /// A message's row as it was when it was read, if it is known: its flags may be others now.
    public @Nullable StoredMessage row(MailboxId mailbox, Uid uid) {
        return rows.getIfPresent(new Place(mailbox, uid));
    }

    public void keepRow(MailboxId mailbox, StoredMessage message) {
        rows.put(new Place(mailbox, message.row().uid()), message);
    }

    /// What was computed of each body; the missing are loaded in one call of `load`.
    public Map<BodyId, byte[]> parsed(
            List<BodyId> ids, Function<List<BodyId>, Map<BodyId, byte[]>> load) {
        return get(parsed, ids, load, Integer.MAX_VALUE);
    }

    /// The octets of each body, which must be small ones; the missing are loaded in one call of
    /// `load`.
    public Map<BodyId, byte[]> octets(
            List<BodyId> ids, Function<List<BodyId>, Map<BodyId, byte[]>> load) {
        return get(bodies, ids, load, LARGEST_BODY);
    }

    private static Map<BodyId, byte[]> get(
            Cache<BodyId, byte[]> cache,
            List<BodyId> ids,
            Function<List<BodyId>, Map<BodyId, byte[]>> load,
            int largest) {
        var found = HashMap.<BodyId, byte[]>newHashMap(ids.size());
        var missing = new ArrayList<BodyId>();
        for (BodyId body : ids) {
            byte[] known = cache.getIfPresent(body);
            if (known == null) {
                missing.add(body);
            } else {
                found.put(body, known);
            }
        }
        if (!missing.isEmpty()) {
            load.apply(missing)
                    .forEach((body, octets) -> {
                        found.put(body, octets);
                        if (octets.length <= largest) {
                            cache.put(body, octets);
                        }
                    });
        }
        return found;
    }
}
