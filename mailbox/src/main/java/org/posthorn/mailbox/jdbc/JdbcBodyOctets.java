package org.posthorn.mailbox.jdbc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.posthorn.mailbox.rows.BodyOctets;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.StoreException;

/// Octets of bodies in the database and in segments; new ones go to either.
final class JdbcBodyOctets implements BodyOctets {
    private final JdbcDatabase database;
    private final SegmentBodies segments;
    private final OctetsPlace place;

    /// @param place where those of new bodies go
    JdbcBodyOctets(JdbcDatabase database, SegmentBodies segments, OctetsPlace place) {
        this.database = database;
        this.segments = segments;
        this.place = place;
    }

    @Override
    public NewBody keep(BodyId id, ExaminedMessage message) {
        return switch (place) {
            case SEGMENTS -> segments.keep(id, message);
            case DATABASE ->
                    new JdbcNewBody(
                            id,
                            message.sizeOctets(),
                            message.encoded(),
                            new JdbcNewBody.InChunks(message));
        };
    }

    @Override
    public Optional<Spool.Spools> spools() {
        return switch (place) {
            case SEGMENTS -> Optional.of(segments.spools());
            case DATABASE -> Optional.empty();
        };
    }

    @Override
    public Map<BodyId, byte[]> computed(List<BodyId> bodies) {
        var found = database.reading(tx -> new JdbcBodyRows(tx).computed(bodies));
        var elsewhere =
                found.entrySet().stream()
                        .filter(entry -> entry.getValue().length == 0)
                        .map(Map.Entry::getKey)
                        .toList();
        if (!elsewhere.isEmpty()) {
            rows(elsewhere).values().forEach(row -> found.put(row.id(), inSegment(row).computed()));
        }
        return found;
    }

    private Map<BodyId, JdbcBodyRow> rows(List<BodyId> bodies) {
        return database.reading(tx -> new JdbcBodyRows(tx).rows(bodies));
    }

    private SegmentBody inSegment(JdbcBodyRow row) {
        return segments.open(row, () -> Optional.ofNullable(rows(List.of(row.id())).get(row.id())));
    }

    @Override
    public Map<BodyId, byte[]> whole(List<BodyId> bodies) {
        var rows = rows(bodies);
        var found = HashMap.<BodyId, byte[]>newHashMap(rows.size());
        rows.forEach((id, row) -> whole(row).ifPresent(octets -> found.put(id, octets)));
        return found;
    }

    private Optional<byte[]> whole(JdbcBodyRow row) {
        if (row.place().isPresent()) {
            return Optional.of(inSegment(row).whole());
        }
        byte[] stored = row.inRow();
        return stored == null ? chunks(row) : Optional.of(SegmentBodies.ofRow(row, stored));
    }

    /// Empty when the body is deleted meanwhile.
    private Optional<byte[]> chunks(JdbcBodyRow row) {
        byte[] all = new byte[Math.toIntExact(row.sizeOctets())];
        int at = 0;
        for (int number = 0; at < all.length; number++) {
            byte[] chunk = chunk(row.id(), number);
            if (chunk.length == 0 || chunk.length > all.length - at) {
                return Optional.empty();
            }
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return Optional.of(all);
    }

    private byte[] chunk(BodyId body, int number) {
        return database.reading(tx -> new JdbcBodyRows(tx).chunk(body, number));
    }

    @Override
    public Optional<OpenBody> open(BodyId body) {
        return Optional.ofNullable(rows(List.of(body)).get(body)).map(this::open);
    }

    private OpenBody open(JdbcBodyRow row) {
        if (row.place().isPresent()) {
            return inSegment(row);
        }
        byte[] stored = row.inRow();
        if (stored == null) {
            return offset -> fromChunk(row.id(), offset);
        }
        byte[] all = SegmentBodies.ofRow(row, stored);
        return offset -> Arrays.copyOfRange(all, (int) offset, all.length);
    }

    private byte[] fromChunk(BodyId body, long offset) {
        byte[] chunk = chunk(body, (int) (offset / JdbcBodyRows.CHUNK_OCTETS));
        int start = (int) (offset % JdbcBodyRows.CHUNK_OCTETS);
        if (start >= chunk.length) {
            throw new StoreException("a message's octets are missing in the storage");
        }
        return start == 0 ? chunk : Arrays.copyOfRange(chunk, start, chunk.length);
    }

    @Override
    public Optional<String> flaw(BodyId body) {
        JdbcBodyRow row = rows(List.of(body)).get(body);
        if (row == null) {
            return Optional.empty();
        }
        if (row.place().isPresent()) {
            return inSegment(row).flaw();
        }
        byte[] stored = row.inRow();
        if (stored != null) {
            return SegmentBodies.flawOfRow(row, stored);
        }
        return hasChunks(row) ? Optional.empty() : Optional.of("octets are missing");
    }

    private boolean hasChunks(JdbcBodyRow row) {
        long left = row.sizeOctets();
        for (int number = 0; left > 0; number++) {
            int octets = chunk(row.id(), number).length;
            if (octets == 0) {
                return false;
            }
            left -= octets;
        }
        return left == 0;
    }

    @Override
    public void delete(List<BodyId> bodies) {
        segments.delete(bodies);
    }

    @Override
    public boolean tidy(BooleanSupplier over) {
        return segments.tidy(over);
    }
}
