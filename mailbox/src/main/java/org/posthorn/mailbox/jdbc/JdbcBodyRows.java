package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.segment.BodyRecord;
import org.posthorn.mailbox.segment.Reclaiming;
import org.posthorn.mailbox.segment.RecordPlace;
import org.posthorn.mailbox.segment.Written;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.StoreException;

final class JdbcBodyRows implements BodyRows {
    /// Octets in each chunk but the last.
    static final int CHUNK_OCTETS = 32_000;

    /// Bodies that one statement asks for.
    private static final int KEYS = 32;

    private static final String EIGHT = "?, ?, ?, ?, ?, ?, ?, ?";

    /// As many as [#KEYS].
    private static final String QUESTION_MARKS = EIGHT + ", " + EIGHT + ", " + EIGHT + ", " + EIGHT;

    private final JdbcTransaction tx;

    /// Records that the transaction has named.
    private final List<RecordPlace> named = new ArrayList<>();

    JdbcBodyRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    /// The records of the bodies that were inserted.
    List<RecordPlace> named() {
        return named;
    }

    @Override
    public void insert(NewBody body, int references) {
        if (!(body instanceof JdbcNewBody added)) {
            throw new IllegalArgumentException("a body of another storage");
        }
        insertRow(added);
        tx.update(
                "INSERT INTO body_references (body_id, reference_count) VALUES (?, ?)",
                added.id().value(),
                references);
        insertRest(added.id(), added.computed());
        if (added.octets() instanceof JdbcNewBody.InChunks(ExaminedMessage message)) {
            insertChunks(added.id().value(), message);
        }
    }

    private void insertRow(JdbcNewBody body) {
        byte[] computed = firstPart(body.computed());
        switch (body.octets()) {
            case JdbcNewBody.InChunks _ ->
                    tx.update(
                            "INSERT INTO bodies (id, size_octets, parsed) VALUES (?, ?, ?)",
                            body.id().value(),
                            body.sizeOctets(),
                            computed);
            case JdbcNewBody.InRow(byte[] stored) ->
                    tx.update(
                            """
                            INSERT INTO bodies (id, size_octets, parsed, octets)
                            VALUES (?, ?, ?, ?)
                            """,
                            body.id().value(),
                            body.sizeOctets(),
                            computed,
                            stored);
            case JdbcNewBody.InSegment(Written written) -> {
                RecordPlace place = written.place();
                named.add(place);
                tx.update(
                        """
                        INSERT INTO bodies
                            (id, size_octets, parsed, segment, segment_position, stored_octets)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                        body.id().value(),
                        body.sizeOctets(),
                        computed,
                        place.segment(),
                        place.position(),
                        place.octets());
            }
        }
    }

    private static byte[] firstPart(byte[] parsed) {
        return parsed.length <= CHUNK_OCTETS ? parsed : Arrays.copyOf(parsed, CHUNK_OCTETS);
    }

    /// What was computed and does not fit its column goes on in chunks with numbers below 0.
    private void insertRest(BodyId id, byte[] parsed) {
        for (int part = 1; part * CHUNK_OCTETS < parsed.length; part++) {
            int start = part * CHUNK_OCTETS;
            int end = Math.min(parsed.length, start + CHUNK_OCTETS);
            insertChunk(id.value(), -part, Arrays.copyOfRange(parsed, start, end));
        }
    }

    private void insertChunks(long id, ExaminedMessage message) {
        try (InputStream in = message.open()) {
            long rest = message.sizeOctets();
            for (int number = 0; rest > 0; number++) {
                byte[] chunk = in.readNBytes((int) Math.min(CHUNK_OCTETS, rest));
                if (chunk.length == 0) {
                    throw new StoreException("an arriving message has become shorter");
                }
                insertChunk(id, number, chunk);
                rest -= chunk.length;
            }
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message", e);
        }
    }

    private void insertChunk(long body, int number, byte[] octets) {
        tx.update(
                "INSERT INTO body_chunks (body_id, chunk, octets) VALUES (?, ?, ?)",
                body,
                number,
                octets);
    }

    @Override
    public void addReferences(List<BodyId> bodies) {
        int[] counted =
                tx.updateEach(
                        """
                        UPDATE body_references SET reference_count = reference_count + ?
                        WHERE body_id = ?
                        """,
                        CountedBodies.of(bodies),
                        mention -> new Object[] {mention.count(), mention.body()});
        if (Arrays.stream(counted).anyMatch(rows -> rows != 1)) {
            throw new StoreException("bodies are missing in the storage");
        }
    }

    /// A body that is shown here only, as most are, costs one statement; of one that is shared, the
    /// count falls, and who makes it 0 finds that out, whoever else lets go at the same time.
    @Override
    public List<BodyId> releaseReferences(List<BodyId> bodies) {
        var unreferenced = new ArrayList<BodyId>(bodies.size());
        var counted = CountedBodies.of(bodies);
        int[] deleted =
                tx.updateEach(
                        "DELETE FROM body_references WHERE body_id = ? AND reference_count <= ?",
                        counted,
                        mention -> new Object[] {mention.body(), mention.count()});
        counted.where(deleted, rows -> rows == 1).addTo(unreferenced);
        var shared = counted.where(deleted, rows -> rows == 0);
        if (!shared.isEmpty()) {
            releaseShared(shared, unreferenced);
        }
        return unreferenced;
    }

    private void releaseShared(CountedBodies shared, List<BodyId> unreferenced) {
        tx.updateEach(
                """
                UPDATE body_references SET reference_count = reference_count - ? WHERE body_id = ?
                """,
                shared,
                mention -> new Object[] {mention.count(), mention.body()});
        int[] deleted =
                tx.updateEach(
                        "DELETE FROM body_references WHERE body_id = ? AND reference_count <= 0",
                        shared,
                        mention -> new Object[] {mention.body()});
        shared.where(deleted, rows -> rows == 1).addTo(unreferenced);
    }

    /// Runs a query that ends in [#QUESTION_MARKS] as often as the bodies need.
    private void forEachGroup(String sql, List<BodyId> bodies, JdbcTransaction.Action action) {
        for (int from = 0; from < bodies.size(); from += KEYS) {
            var group = bodies.subList(from, Math.min(bodies.size(), from + KEYS));
            var keys = new Object[KEYS];
            Arrays.setAll(keys, i -> group.get(Math.min(i, group.size() - 1)).value());
            tx.forEach(sql, action, keys);
        }
    }

    @Override
    public void retire(List<BodyId> bodies, Instant now) {
        tx.updateEach(
                "INSERT INTO unreferenced_bodies (body_id, since) VALUES (?, ?)",
                bodies,
                body -> new Object[] {body.value(), now.getEpochSecond()});
    }

    @Override
    public List<BodyId> retired(Instant before, int most) {
        return tx.list(
                """
                SELECT body_id
                FROM unreferenced_bodies --DERBY-PROPERTIES index=unreferenced_bodies_since
                WHERE since >= 0 AND since < ? ORDER BY since FETCH FIRST ? ROWS ONLY
                """,
                row -> new BodyId(row.getLong(1)),
                before.getEpochSecond(),
                most);
    }

    /// Deletes retired bodies.
    ///
    /// @return their records
    List<BodyRecord> delete(List<BodyId> bodies) {
        var runs = CountedBodies.of(bodies).runs();
        var records = new ArrayList<BodyRecord>();
        for (CountedBodies.Run run : runs) {
            tx.forEach(
                    """
                    SELECT id, segment, segment_position, stored_octets
                    FROM bodies --DERBY-PROPERTIES constraint=bodies_key
                    WHERE id >= ? AND id <= ?
                    """,
                    row -> {
                        long id = row.getLong(1);
                        JdbcBodyRow.place(row, 2)
                                .ifPresent(place -> records.add(new BodyRecord(id, place)));
                    },
                    run.first(),
                    run.last());
        }
        tx.updateEach(
                "DELETE FROM body_chunks WHERE body_id >= ? AND body_id <= ?",
                runs,
                JdbcBodyRows::ends);
        tx.updateEach("DELETE FROM bodies WHERE id >= ? AND id <= ?", runs, JdbcBodyRows::ends);
        tx.updateEach(
                "DELETE FROM unreferenced_bodies WHERE body_id >= ? AND body_id <= ?",
                runs,
                JdbcBodyRows::ends);
        return records;
    }

    private static Object[] ends(CountedBodies.Run run) {
        return new Object[] {run.first(), run.last()};
    }

    /// What was computed of each body, as far as its row has it; empty where its record does.
    Map<BodyId, byte[]> computed(List<BodyId> bodies) {
        var found = HashMap.<BodyId, byte[]>newHashMap(bodies.size());
        forEachGroup(
                "SELECT id, parsed FROM bodies --DERBY-PROPERTIES constraint=bodies_key\n"
                        + "WHERE id IN ("
                        + QUESTION_MARKS
                        + ")",
                bodies,
                row -> found.put(new BodyId(row.getLong(1)), row.getBytes(2)));
        found.replaceAll(
                (body, parsed) -> parsed.length < CHUNK_OCTETS ? parsed : whole(body, parsed));
        return found;
    }

    /// The rows of those that are there.
    Map<BodyId, JdbcBodyRow> rows(List<BodyId> bodies) {
        var found = HashMap.<BodyId, JdbcBodyRow>newHashMap(bodies.size());
        forEachGroup(
                "SELECT "
                        + JdbcBodyRow.COLUMNS
                        + " FROM bodies --DERBY-PROPERTIES constraint=bodies_key\n"
                        + "WHERE id IN ("
                        + QUESTION_MARKS
                        + ")",
                bodies,
                row -> found.put(new BodyId(row.getLong(1)), JdbcBodyRow.of(row)));
        return found;
    }

    /// Where the bodies between two others have their records.
    ///
    /// @param action gets the places
    /// @return the last body that was looked at, or empty at the end
    Optional<BodyId> places(long after, long below, int most, Consumer<RecordPlace> action) {
        var last = new BodyId[1];
        tx.forEach(
                """
                SELECT id, segment, segment_position, stored_octets
                FROM bodies --DERBY-PROPERTIES constraint=bodies_key
                WHERE id > ? AND id < ? ORDER BY id FETCH FIRST ? ROWS ONLY
                """,
                row -> {
                    last[0] = new BodyId(row.getLong(1));
                    JdbcBodyRow.place(row, 2).ifPresent(action);
                },
                after,
                below,
                most);
        return Optional.ofNullable(last[0]);
    }

    /// Lets rows name other records where they still name these.
    ///
    /// @return how many rows did, of each
    int[] move(List<Reclaiming.Move> moves) {
        return tx.updateEach(
                """
                UPDATE bodies SET segment = ?, segment_position = ?, stored_octets = ?
                WHERE id = ? AND segment = ? AND segment_position = ?
                """,
                moves,
                move -> {
                    RecordPlace from = move.from().place();
                    return new Object[] {
                        move.to().segment(),
                        move.to().position(),
                        move.to().octets(),
                        move.from().body(),
                        from.segment(),
                        from.position()
                    };
                });
    }

    private byte[] whole(BodyId body, byte[] firstPart) {
        byte[] all = firstPart;
        for (int part = 1; all.length == part * CHUNK_OCTETS; part++) {
            byte[] next = chunk(body, -part);
            int start = all.length;
            all = Arrays.copyOf(all, start + next.length);
            System.arraycopy(next, 0, all, start, next.length);
        }
        return all;
    }

    /// The chunk, from 0; empty when the body is deleted or shorter.
    byte[] chunk(BodyId body, int number) {
        return tx.first(
                        """
                        SELECT octets
                        FROM body_chunks --DERBY-PROPERTIES constraint=body_chunks_key
                        WHERE body_id = ? AND chunk = ?
                        """,
                        row -> row.getBytes(1),
                        body.value(),
                        number)
                .orElse(new byte[0]);
    }

    @Override
    public List<Reference> references(long after, int most) {
        return tx.list(
                """
                SELECT body_id, reference_count
                FROM body_references --DERBY-PROPERTIES constraint=body_references_key
                WHERE body_id > ? ORDER BY body_id FETCH FIRST ? ROWS ONLY
                """,
                row -> new Reference(new BodyId(row.getLong(1)), row.getInt(2)),
                after,
                most);
    }

    @Override
    public List<Size> after(long id, int most) {
        return tx.list(
                """
                SELECT id, size_octets FROM bodies --DERBY-PROPERTIES constraint=bodies_key
                WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY
                """,
                row -> new Size(new BodyId(row.getLong(1)), row.getLong(2)),
                id,
                most);
    }

    @Override
    public void setParsed(BodyId body, byte[] parsed) {
        int rows =
                tx.update(
                        "UPDATE bodies SET parsed = ? WHERE id = ?",
                        firstPart(parsed),
                        body.value());
        if (rows == 1) {
            tx.update("DELETE FROM body_chunks WHERE body_id = ? AND chunk < 0", body.value());
            insertRest(body, parsed);
        }
    }
}
