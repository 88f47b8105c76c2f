package org.posthorn.server.logging;

import java.util.logging.LogManager;

/// Goes on logging while the server stops.
///
/// The JDK's own manager takes all handlers away as soon as the process is told to end, so that
/// nobody would read how the stop went. Public because `java.util.logging` constructs it by name.
public final class LastingLogManager extends LogManager {

    /// Constructed by name.
    public LastingLogManager() {}

    @Override
    public void reset() {}
}
