package org.posthorn.mailbox.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.memory.MemoryTables.Body;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.StoreException;

final class MemoryBodyRows implements BodyRows {
    private final MemoryTables tables;

    MemoryBodyRows(MemoryTables tables) {
        this.tables = tables;
    }

    private Optional<Body> body(BodyId id) {
        return Optional.ofNullable(tables.bodies.get(id.value()));
    }

    private void put(BodyId id, Body body) {
        tables.put(tables.bodies, id.value(), body);
    }

    @Override
    public void insert(BodyId id, ExaminedMessage message, int references) {
        if (body(id).isPresent()) {
            throw new StoreException("there is a body " + id + " already");
        }
        try (var in = message.open()) {
            put(id, new Body(in.readAllBytes(), message.encoded(), references, Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Body> referenced(BodyId id) {
        return body(id).filter(body -> body.references() > 0);
    }

    @Override
    public void addReferences(List<BodyId> bodies) {
        for (BodyId id : bodies) {
            Body body =
                    referenced(id)
                            .orElseThrow(() ->
                                    new StoreException("bodies are missing in the storage: " + id));
            put(id, body.withReferences(body.references() + 1));
        }
    }

    @Override
    public List<BodyId> releaseReferences(List<BodyId> bodies) {
        var unreferenced = new ArrayList<BodyId>();
        for (BodyId id : bodies) {
            referenced(id)
                    .ifPresent(body -> {
                        put(id, body.withReferences(body.references() - 1));
                        if (body.references() == 1) {
                            unreferenced.add(id);
                        }
                    });
        }
        return unreferenced;
    }

    @Override
    public void retire(List<BodyId> bodies, Instant now) {
        for (BodyId id : bodies) {
            Body body = body(id).orElseThrow();
            if (body.references() > 0 || body.retired().isPresent()) {
                throw new StoreException("not to be retired: " + id);
            }
            put(id, new Body(body.octets(), body.parsed(), body.references(), Optional.of(now)));
        }
    }

    @Override
    public List<BodyId> retired(Instant before, int most) {
        return tables.bodies.entrySet().stream()
                .filter(entry ->
                        entry.getValue()
                                .retired()
                                .map(since -> since.isBefore(before))
                                .orElse(false))
                .sorted(Comparator.comparing(entry -> entry.getValue().retired().orElseThrow()))
                .limit(most)
                .map(entry -> new BodyId(entry.getKey()))
                .toList();
    }

    @Override
    public void delete(List<BodyId> bodies) {
        for (BodyId id : bodies) {
            if (body(id).map(body -> body.references() > 0).orElse(false)) {
                throw new IllegalStateException("a message shows " + id);
            }
            tables.remove(tables.bodies, id.value());
        }
    }

    @Override
    public Map<BodyId, byte[]> parsed(List<BodyId> bodies) {
        var found = new HashMap<BodyId, byte[]>();
        bodies.forEach(id -> body(id).ifPresent(body -> found.put(id, body.parsed())));
        return found;
    }

    @Override
    public byte[] chunk(BodyId id, int number) {
        byte[] octets = body(id).map(Body::octets).orElse(new byte[0]);
        long start = (long) number * CHUNK_OCTETS;
        if (start >= octets.length) {
            return new byte[0];
        }
        int end = (int) Math.min(octets.length, start + CHUNK_OCTETS);
        return Arrays.copyOfRange(octets, (int) start, end);
    }

    @Override
    public Map<BodyId, byte[]> firstChunks(List<BodyId> bodies) {
        var found = new HashMap<BodyId, byte[]>();
        for (BodyId id : bodies) {
            byte[] first = chunk(id, 0);
            if (first.length > 0) {
                found.put(id, first);
            }
        }
        return found;
    }

    @Override
    public List<Size> after(long id, int most) {
        return tables.bodies.tailMap(id, false).entrySet().stream()
                .limit(most)
                .map(entry ->
                        new Size(new BodyId(entry.getKey()), entry.getValue().octets().length))
                .toList();
    }

    @Override
    public void setParsed(BodyId id, byte[] parsed) {
        body(id).ifPresent(body ->
                put(id, new Body(body.octets(), parsed, body.references(), body.retired())));
    }
}
