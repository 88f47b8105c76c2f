package org.posthorn.mailbox.outbound;

import java.time.Duration;

/// An entry that is to wait again.
///
/// @param entry as it was claimed
/// @param destination the queue to wait in, mostly the same
/// @param pause from the commit to when it is due
/// @param attempts how often it was tried up to now
/// @param reply what was said of it last
/// @param delayTold whether the sender is told, with this commit or before, that it takes long
public record Postponed(
        QueueEntry entry,
        String destination,
        Duration pause,
        int attempts,
        String reply,
        boolean delayTold) {}
