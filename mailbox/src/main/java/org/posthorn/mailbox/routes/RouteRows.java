package org.posthorn.mailbox.routes;

import java.util.Collection;
import java.util.List;

/// The entries' rows within one transaction. Nothing here asks whether a change makes sense.
public interface RouteRows {
    /// All of them, in no order.
    List<RouteRow> all();

    void add(Collection<RouteRow> rows);

    void remove(Collection<RouteRow> rows);
}
