package org.posthorn.mailbox.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.memory.MemoryTables.Body;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.store.BodyId;
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
    public void insert(NewBody body, int references) {
        if (!(body instanceof MemoryNewBody added)) {
            throw new IllegalArgumentException("a body of another storage");
        }
        if (body(body.id()).isPresent()) {
            throw new StoreException("there is a body " + body.id() + " already");
        }
        put(body.id(), new Body(added.octets(), added.computed(), references, Optional.empty()));
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

    /// Deletes retired bodies.
    void delete(List<BodyId> bodies) {
        for (BodyId id : bodies) {
            if (body(id).map(body -> body.references() > 0).orElse(false)) {
                throw new IllegalStateException("a message shows " + id);
            }
            tables.remove(tables.bodies, id.value());
        }
    }

    /// Those that are there.
    Map<BodyId, Body> bodies(List<BodyId> bodies) {
        var found = new HashMap<BodyId, Body>();
        bodies.forEach(id -> body(id).ifPresent(body -> found.put(id, body)));
        return found;
    }

    @Override
    public List<Reference> references(long after, int most) {
        return tables.bodies.tailMap(after, false).entrySet().stream()
                .filter(entry -> entry.getValue().references() > 0)
                .limit(most)
                .map(entry ->
                        new Reference(new BodyId(entry.getKey()), entry.getValue().references()))
                .toList();
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
