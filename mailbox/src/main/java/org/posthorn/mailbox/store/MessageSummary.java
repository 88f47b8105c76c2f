package org.posthorn.mailbox.store;

import java.time.Instant;
import org.posthorn.mailbox.mime.ParsedMessage;

/// What was computed when a message arrived, and what of its row is not kept in memory.
///
/// @param emailId RFC 8474's EMAILID: the same for every copy of this message
/// @param threadId RFC 8474's THREADID
/// @param saveDate when it entered this mailbox (RFC 8514)
/// @param parsed envelope, structure with offsets into [MessageContent], and preview
public record MessageSummary(
        Uid uid, String emailId, String threadId, Instant saveDate, ParsedMessage parsed) {}
