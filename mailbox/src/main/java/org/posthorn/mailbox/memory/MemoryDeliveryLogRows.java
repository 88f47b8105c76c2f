package org.posthorn.mailbox.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.LogKeys;
import org.posthorn.mailbox.deliverylog.LogPiece;
import org.posthorn.mailbox.memory.MemoryTables.LogKey;
import org.posthorn.mailbox.rows.DeliveryLogRows;

final class MemoryDeliveryLogRows implements DeliveryLogRows {
    private final MemoryTables tables;

    MemoryDeliveryLogRows(MemoryTables tables) {
        this.tables = tables;
    }

    private NavigableMap<LogKey, LogPiece> table(Part part) {
        return switch (part) {
            case YOUNG -> tables.youngLog;
            case PACKED -> tables.packedLog;
        };
    }

    @Override
    public void add(Part part, LogPiece piece) {
        long number = tables.lastLogNumber.getOrDefault(true, 0L) + 1;
        tables.put(tables.lastLogNumber, true, number);
        tables.insert(table(part), new LogKey(piece.day(), number), piece);
    }

    @Override
    public List<Integer> days(Part part) {
        return table(part).descendingKeySet().stream().map(LogKey::day).distinct().toList();
    }

    private NavigableMap<LogKey, LogPiece> of(Part part, int day, long after) {
        return table(part)
                .subMap(new LogKey(day, after), false, new LogKey(day, Long.MAX_VALUE), true);
    }

    private static Place place(Part part, LogKey key) {
        return new Place(part, key.day(), key.number());
    }

    @Override
    public List<Keys> keys(Part part, int day, long after, int most) {
        var keys = new ArrayList<Keys>();
        for (Map.Entry<LogKey, LogPiece> row : of(part, day, after).entrySet()) {
            if (keys.size() == most) {
                break;
            }
            LogPiece piece = row.getValue();
            keys.add(
                    new Keys(
                            place(part, row.getKey()), piece.last(), LogKeys.stored(piece.keys())));
        }
        return keys;
    }

    @Override
    public List<Piece> young(int day, long after, int most) {
        return of(Part.YOUNG, day, after).entrySet().stream()
                .limit(most)
                .map(row -> new Piece(place(Part.YOUNG, row.getKey()), row.getValue()))
                .toList();
    }

    @Override
    public Optional<byte[]> octets(Place place) {
        return Optional.ofNullable(table(place.part()).get(new LogKey(place.day(), place.number())))
                .map(LogPiece::octets);
    }

    @Override
    public int remove(List<Place> places) {
        int removed = 0;
        for (Place place : places) {
            var table = table(place.part());
            var key = new LogKey(place.day(), place.number());
            removed += table.containsKey(key) ? 1 : 0;
            tables.remove(table, key);
        }
        return removed;
    }
}
