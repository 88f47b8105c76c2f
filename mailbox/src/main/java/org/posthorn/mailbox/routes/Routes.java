package org.posthorn.mailbox.routes;

import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryOutcome;

/// What an administrator has set up about where mail goes. Changes are durable when a method
/// returns.
public interface Routes {
    /// What holds now. Later changes are in later tables.
    RouteTable table();

    /// Adds an entry where there is none of its kind for its subject. Refused if it names what is
    /// not here, or if mail would go round in circles.
    DirectoryOutcome add(RouteEntry entry);

    /// Like [#add], in the place of the entry before, if there is one.
    DirectoryOutcome set(RouteEntry entry);

    /// Puts another entry of the same kind and subject in the place of one.
    ///
    /// @param change is given the entry of the moment, which nobody else changes meanwhile
    DirectoryOutcome change(
            RouteKind kind, String subject, Function<RouteEntry, RouteEntry> change);

    /// Refused while other entries or aliases need it.
    DirectoryOutcome remove(RouteKind kind, String subject);
}
