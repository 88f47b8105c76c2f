package org.posthorn.mailbox.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.memory.MemoryTables.Body;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.IncomingBody;

final class MemoryBodyRows implements BodyRows {
    private final MemoryTables tables;

    MemoryBodyRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public BodyId insert(IncomingBody body, byte[] parsed, int references) {
        tables.lastBody++;
        var id = new BodyId(tables.lastBody);
        try (var in = body.open()) {
            tables.put(tables.bodies, id, new Body(in.readAllBytes(), parsed, references));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return id;
    }

    @Override
    public void addReferences(List<BodyId> bodies) {
        bodies.forEach(id -> change(id, 1));
    }

    @Override
    public List<BodyId> releaseReferences(List<BodyId> bodies) {
        var unreferenced = new ArrayList<BodyId>();
        for (var id : bodies) {
            if (change(id, -1) == 0) {
                unreferenced.add(id);
            }
        }
        return unreferenced;
    }

    private int change(BodyId id, int by) {
        Body body = tables.bodies.get(id);
        if (body == null || body.references() + by < 0) {
            throw new IllegalStateException("no such reference: " + id);
        }
        var changed = body.withReferences(body.references() + by);
        tables.put(tables.bodies, id, changed);
        return changed.references();
    }

    @Override
    public void delete(List<BodyId> bodies) {
        bodies.forEach(id -> tables.remove(tables.bodies, id));
    }

    @Override
    public void postponeDeletion(List<BodyId> bodies) {}

    @Override
    public void deletePostponed() {
        delete(
                tables.bodies.entrySet().stream()
                        .filter(entry -> entry.getValue().references() == 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Override
    public Map<BodyId, byte[]> parsed(List<BodyId> bodies) {
        var found = new HashMap<BodyId, byte[]>();
        for (var id : bodies) {
            Body body = tables.bodies.get(id);
            if (body != null) {
                found.put(id, body.parsed());
            }
        }
        return found;
    }

    @Override
    public byte[] chunk(BodyId id, int number) {
        Body body = tables.bodies.get(id);
        long start = (long) number * CHUNK_OCTETS;
        if (body == null || start >= body.octets().length) {
            return new byte[0];
        }
        int end = (int) Math.min(body.octets().length, start + CHUNK_OCTETS);
        return Arrays.copyOfRange(body.octets(), (int) start, end);
    }

    @Override
    public Map<BodyId, byte[]> firstChunks(List<BodyId> bodies) {
        var found = new HashMap<BodyId, byte[]>();
        for (var id : bodies) {
            if (tables.bodies.containsKey(id)) {
                found.put(id, chunk(id, 0));
            }
        }
        return found;
    }
}
