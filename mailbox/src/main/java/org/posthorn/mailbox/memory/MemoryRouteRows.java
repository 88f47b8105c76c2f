package org.posthorn.mailbox.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.routes.RouteRow;
import org.posthorn.mailbox.routes.RouteRows;

/// The rows of routes as a map.
final class MemoryRouteRows implements RouteRows {
    private final MemoryTables tables;
    private final Map<RouteRow, RouteRow> rows = new HashMap<>();

    MemoryRouteRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public List<RouteRow> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public void add(Collection<RouteRow> added) {
        added.forEach(row -> tables.insert(rows, row, row));
    }

    @Override
    public void remove(Collection<RouteRow> removed) {
        removed.forEach(row -> tables.remove(rows, row));
    }
}
