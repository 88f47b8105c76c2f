package org.posthorn.mailbox.memory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.posthorn.mailbox.memory.MemoryTables.Body;
import org.posthorn.mailbox.rows.BodyOctets;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;

/// Octets of bodies in heap.
final class MemoryBodyOctets implements BodyOctets {
    private final MemoryStorage storage;
    private final MemoryBodyRows rows;

    MemoryBodyOctets(MemoryStorage storage, MemoryBodyRows rows) {
        this.storage = storage;
        this.rows = rows;
    }

    @Override
    public NewBody keep(BodyId id, ExaminedMessage message) {
        return new MemoryNewBody(id, message.octets(), message.encoded());
    }

    @Override
    public Optional<Spool.Spools> spools() {
        return Optional.empty();
    }

    private Map<BodyId, byte[]> each(List<BodyId> bodies, Function<Body, byte[]> of) {
        var found = new HashMap<BodyId, byte[]>();
        storage.reading(_ -> rows.bodies(bodies))
                .forEach((id, body) -> found.put(id, of.apply(body)));
        return found;
    }

    @Override
    public Map<BodyId, byte[]> computed(List<BodyId> bodies) {
        return each(bodies, Body::parsed);
    }

    @Override
    public Map<BodyId, byte[]> whole(List<BodyId> bodies) {
        return each(bodies, Body::octets);
    }

    @Override
    public Optional<OpenBody> open(BodyId body) {
        byte[] octets = whole(List.of(body)).get(body);
        return octets == null
                ? Optional.empty()
                : Optional.of(offset -> Arrays.copyOfRange(octets, (int) offset, octets.length));
    }

    @Override
    public Optional<String> flaw(BodyId body) {
        return Optional.empty();
    }

    @Override
    public void delete(List<BodyId> bodies) {
        storage.inTransaction(_ -> {
            rows.delete(bodies);
            return true;
        });
    }

    @Override
    public boolean tidy(BooleanSupplier over) {
        return false;
    }
}
