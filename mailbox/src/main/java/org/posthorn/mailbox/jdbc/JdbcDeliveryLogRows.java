package org.posthorn.mailbox.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.rows.DeliveryLogRows;

final class JdbcDeliveryLogRows implements DeliveryLogRows {
    private final JdbcTransaction tx;
    private final JdbcIds ids;

    JdbcDeliveryLogRows(JdbcTransaction tx, JdbcIds ids) {
        this.tx = tx;
        this.ids = ids;
    }

    @Override
    public void add(Part part, LogPiece piece) {
        long number = ids.next(JdbcIds.Kind.DELIVERY_LOG);
        switch (part) {
            case YOUNG ->
                    tx.update(
                            """
                            INSERT INTO delivery_log (log_day, number, last_at, hashes, events)
                            VALUES (?, ?, ?, ?, ?)
                            """,
                            piece.day(),
                            number,
                            piece.last().toEpochMilli(),
                            piece.keys(),
                            piece.octets());
            case PACKED -> addPacked(number, piece);
        }
    }

    private void addPacked(long number, LogPiece piece) {
        tx.update(
                """
                INSERT INTO packed_log (log_day, number, last_at, hashes) VALUES (?, ?, ?, ?)
                """,
                piece.day(),
                number,
                piece.last().toEpochMilli(),
                piece.keys());
        tx.update(
                "INSERT INTO packed_log_events (log_day, number, events) VALUES (?, ?, ?)",
                piece.day(),
                number,
                piece.octets());
    }

    @Override
    public List<Integer> days(Part part) {
        var days = new ArrayList<Integer>();
        Optional<Integer> next = dayAfter(part, Integer.MIN_VALUE);
        while (next.isPresent()) {
            days.addFirst(next.get());
            next = dayAfter(part, next.get());
        }
        return days;
    }

    private Optional<Integer> dayAfter(Part part, int day) {
        return tx.first(
                switch (part) {
                    case YOUNG ->
                            """
                            SELECT log_day FROM delivery_log --DERBY-PROPERTIES constraint=delivery_log_key
                            WHERE log_day > ? ORDER BY log_day, number FETCH FIRST ? ROWS ONLY
                            """;
                    case PACKED ->
                            """
                            SELECT log_day FROM packed_log --DERBY-PROPERTIES constraint=packed_log_key
                            WHERE log_day > ? ORDER BY log_day, number FETCH FIRST ? ROWS ONLY
                            """;
                },
                row -> row.getInt(1),
                day,
                1);
    }

    @Override
    public List<Keys> keys(Part part, int day, long after, int most) {
        return tx.list(
                switch (part) {
                    case YOUNG ->
                            """
                            SELECT number, last_at, hashes
                            FROM delivery_log --DERBY-PROPERTIES constraint=delivery_log_key
                            WHERE log_day = ? AND number > ?
                            ORDER BY log_day, number FETCH FIRST ? ROWS ONLY
                            """;
                    case PACKED ->
                            """
                            SELECT number, last_at, hashes
                            FROM packed_log --DERBY-PROPERTIES constraint=packed_log_key
                            WHERE log_day = ? AND number > ?
                            ORDER BY log_day, number FETCH FIRST ? ROWS ONLY
                            """;
                },
                row ->
                        new Keys(
                                new Place(part, day, row.getLong(1)),
                                Instant.ofEpochMilli(row.getLong(2)),
                                LogKeys.stored(row.getBytes(3))),
                day,
                after,
                most);
    }

    @Override
    public List<Piece> young(int day, long after, int most) {
        return tx.list(
                """
                SELECT number, last_at, hashes, events
                FROM delivery_log --DERBY-PROPERTIES constraint=delivery_log_key
                WHERE log_day = ? AND number > ?
                ORDER BY log_day, number FETCH FIRST ? ROWS ONLY
                """,
                row ->
                        new Piece(
                                new Place(Part.YOUNG, day, row.getLong(1)),
                                LogPiece.stored(
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getBytes(3),
                                        row.getBytes(4))),
                day,
                after,
                most);
    }

    @Override
    public Optional<byte[]> octets(Place place) {
        return tx.first(
                switch (place.part()) {
                    case YOUNG ->
                            """
                            SELECT events
                            FROM delivery_log --DERBY-PROPERTIES constraint=delivery_log_key
                            WHERE log_day = ? AND number = ?
                            """;
                    case PACKED ->
                            """
                            SELECT events
                            FROM packed_log_events --DERBY-PROPERTIES constraint=packed_log_events_key
                            WHERE log_day = ? AND number = ?
                            """;
                },
                row -> row.getBytes(1),
                place.day(),
                place.number());
    }

    @Override
    public int remove(List<Place> places) {
        int removed = 0;
        for (Part part : Part.values()) {
            var these = places.stream().filter(place -> place.part() == part).toList();
            if (!these.isEmpty()) {
                removed += remove(part, these);
            }
        }
        return removed;
    }

    private int remove(Part part, List<Place> places) {
        return switch (part) {
            case YOUNG ->
                    delete("DELETE FROM delivery_log WHERE log_day = ? AND number = ?", places);
            case PACKED -> {
                delete("DELETE FROM packed_log_events WHERE log_day = ? AND number = ?", places);
                yield delete("DELETE FROM packed_log WHERE log_day = ? AND number = ?", places);
            }
        };
    }

    private int delete(String sql, List<Place> places) {
        int[] rows =
                tx.updateEach(sql, places, place -> new Object[] {place.day(), place.number()});
        return Arrays.stream(rows).sum();
    }
}
