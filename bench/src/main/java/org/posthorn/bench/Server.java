package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A server that runs as processes of its own with data in a directory of its own.
sealed interface Server extends AutoCloseable permits Peer, RelayPeer {
    String name();

    String version();

    /// Starts the server; returns how long it took until it greeted on the ports that matter.
    Duration start() throws IOException;

    /// Stops the server, keeping its data; does nothing if it does not run.
    void stop();

    /// The folder of its mail and of all that it knows of it.
    Path data();

    /// The processes that the server consists of now.
    Stream<ProcessHandle> processes();

    /// What the server holds in a garbage-collected heap after a collection, if it has one.
    OptionalLong heapOctets() throws IOException;

    /// Stops the server for good.
    @Override
    void close();
}
