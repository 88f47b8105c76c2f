package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.Optional;

/// How it stands with a destination, for who asks.
///
/// @param site what it shares with other destinations: the names of its hosts; empty before they
///   are known
/// @param inMemory entries that are leased by this process
/// @param connections that are in use, of its site
/// @param concurrency how many there may be at the moment
/// @param retriedIn when it is tried again; zero where it is not put off
/// @param lastError what was said of it, if it is put off
public record DestinationState(
        String destination,
        String site,
        int inMemory,
        int connections,
        int concurrency,
        Duration retriedIn,
        Optional<String> lastError) {}
