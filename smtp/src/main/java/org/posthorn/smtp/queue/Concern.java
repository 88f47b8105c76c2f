package org.posthorn.smtp.queue;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.relay.RemoteReply;

/// What a sender is to be told of one recipient.
///
/// @param reply what was said last; of an entry that expired, `5.4.7` and the last words in its
///   text
/// @param host the server that said it; empty where we did
/// @param at when
/// @param until when it will be given up
public record Concern(
        QueueEntry entry, RemoteReply reply, Optional<String> host, Instant at, Instant until) {}
