package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;

final class JdbcBodyRows implements BodyRows {
    /// Bodies that one statement asks for.
    private static final int KEYS = 32;

    private static final String EIGHT = "?, ?, ?, ?, ?, ?, ?, ?";

    /// As many as [#KEYS].
    private static final String QUESTION_MARKS = EIGHT + ", " + EIGHT + ", " + EIGHT + ", " + EIGHT;

    private final JdbcTransaction tx;
    private final JdbcIds ids;

    JdbcBodyRows(JdbcTransaction tx, JdbcIds ids) {
        this.tx = tx;
        this.ids = ids;
    }

    @Override
    public BodyId insert(IncomingBody body, byte[] parsed, int references) {
        long id = ids.next(JdbcIds.Kind.BODY);
        byte[] firstPart =
                parsed.length <= CHUNK_OCTETS ? parsed : Arrays.copyOf(parsed, CHUNK_OCTETS);
        tx.update(
                """
                INSERT INTO bodies (id, size_octets, parsed) VALUES (?, ?, ?)
                """,
                statement -> {
                    statement.setLong(1, id);
                    statement.setLong(2, body.size());
                    statement.setBytes(3, firstPart);
                });
        tx.update(
                "INSERT INTO body_references (body_id, reference_count) VALUES (?, ?)",
                statement -> {
                    statement.setLong(1, id);
                    statement.setInt(2, references);
                });
        for (int part = 1; part * CHUNK_OCTETS < parsed.length; part++) {
            int start = part * CHUNK_OCTETS;
            int end = Math.min(parsed.length, start + CHUNK_OCTETS);
            insertChunk(id, -part, Arrays.copyOfRange(parsed, start, end));
        }
        insertChunks(id, body);
        return new BodyId(id);
    }

    private void insertChunks(long id, IncomingBody body) {
        try (InputStream in = body.open()) {
            long rest = body.size();
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
                statement -> {
                    statement.setLong(1, body);
                    statement.setInt(2, number);
                    statement.setBytes(3, octets);
                });
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
                        JdbcBodyRows::bindCountAndBody);
        if (Arrays.stream(counted).anyMatch(rows -> rows != 1)) {
            throw new StoreException("bodies are missing in the storage");
        }
    }

    private static void bindCountAndBody(PreparedStatement statement, CountedBodies.Mention mention)
            throws SQLException {
        statement.setInt(1, mention.count());
        statement.setLong(2, mention.body());
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
                        (statement, mention) -> {
                            statement.setLong(1, mention.body());
                            statement.setInt(2, mention.count());
                        });
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
                JdbcBodyRows::bindCountAndBody);
        int[] deleted =
                tx.updateEach(
                        "DELETE FROM body_references WHERE body_id = ? AND reference_count <= 0",
                        shared,
                        (statement, mention) -> statement.setLong(1, mention.body()));
        shared.where(deleted, rows -> rows == 1).addTo(unreferenced);
    }

    /// Runs a query that ends in [#QUESTION_MARKS] as often as the bodies need.
    private void forEachGroup(String sql, List<BodyId> bodies, JdbcTransaction.Action action) {
        for (int from = 0; from < bodies.size(); from += KEYS) {
            var group = bodies.subList(from, Math.min(bodies.size(), from + KEYS));
            tx.forEach(
                    sql,
                    statement -> {
                        for (int i = 0; i < KEYS; i++) {
                            var body = group.get(Math.min(i, group.size() - 1));
                            statement.setLong(i + 1, body.value());
                        }
                    },
                    action);
        }
    }

    @Override
    public void delete(List<BodyId> bodies) {
        var runs = CountedBodies.of(bodies).runs();
        tx.updateEach(
                "DELETE FROM body_chunks WHERE body_id >= ? AND body_id <= ?",
                runs,
                JdbcBodyRows::bindRun);
        tx.updateEach("DELETE FROM bodies WHERE id >= ? AND id <= ?", runs, JdbcBodyRows::bindRun);
    }

    private static void bindRun(PreparedStatement statement, CountedBodies.Run run)
            throws SQLException {
        statement.setLong(1, run.first());
        statement.setLong(2, run.last());
    }

    @Override
    public void postponeDeletion(List<BodyId> bodies) {
        tx.updateEach(
                "INSERT INTO unreferenced_bodies (body_id) VALUES (?)",
                bodies,
                (statement, body) -> statement.setLong(1, body.value()));
    }

    @Override
    public void deletePostponed() {
        var bodies =
                tx.list(
                        """
                        SELECT body_id
                        FROM unreferenced_bodies --DERBY-PROPERTIES constraint=unreferenced_bodies_key
                        """,
                        _ -> {},
                        row -> new BodyId(row.getLong(1)));
        delete(bodies);
        tx.update("DELETE FROM unreferenced_bodies", _ -> {});
    }

    @Override
    public Map<BodyId, byte[]> parsed(List<BodyId> bodies) {
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

    @Override
    public byte[] chunk(BodyId body, int number) {
        return tx.first(
                        """
                        SELECT octets
                        FROM body_chunks --DERBY-PROPERTIES constraint=body_chunks_key
                        WHERE body_id = ? AND chunk = ?
                        """,
                        statement -> {
                            statement.setLong(1, body.value());
                            statement.setInt(2, number);
                        },
                        row -> row.getBytes(1))
                .orElse(new byte[0]);
    }

    @Override
    public Map<BodyId, byte[]> firstChunks(List<BodyId> bodies) {
        var found = HashMap.<BodyId, byte[]>newHashMap(bodies.size());
        forEachGroup(
                "SELECT body_id, octets\n"
                        + "FROM body_chunks --DERBY-PROPERTIES constraint=body_chunks_key\n"
                        + "WHERE chunk = 0 AND body_id IN ("
                        + QUESTION_MARKS
                        + ")",
                bodies,
                row -> found.put(new BodyId(row.getLong(1)), row.getBytes(2)));
        return found;
    }
}
